package org.jackfield.media.codec;

/** Makes bytes of sound. Keeps the state of one stream: one thread. */
@FunctionalInterface
public interface Encoder {

  /**
   * Encodes a frame at the codec's own sample rate.
   *
   * @param count samples, 20 ms of them unless the codec is G.711 or L16, which take any number
   * @param out must have room for {@link Codec#maxFrameBytes()}
   * @return bytes written, 0 where this frame need not be sent (discontinuous transmission)
   */
  int encode(short[] in, int offset, int count, byte[] out, int at);
}
