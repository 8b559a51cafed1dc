package org.jackfield.media.codec;

/** Makes sound of bytes, and something bearable where bytes are lost. One stream, one thread. */
public interface Decoder {

  /**
   * Decodes a payload of any length, also a hostile one, and writes no more than there is room for.
   *
   * @return samples written at the codec's own rate, 0 where the bytes are no frame
   */
  int decode(byte[] in, int offset, int count, short[] out, int at);

  /** Fills so many samples in the place of a frame that has been lost, fading to silence. */
  void conceal(short[] out, int at, int count);
}
