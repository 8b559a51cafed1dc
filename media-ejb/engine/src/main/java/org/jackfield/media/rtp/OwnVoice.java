package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;

/** What the peer hears, decoded again: frames wait here until a recording takes them. */
final class OwnVoice {

  // As many as a late turn brings at once
  private static final int FRAMES = 8;

  private final Codec codec;
  private final Decoder decoder;
  private final short[] waiting;
  private int count;

  OwnVoice(Codec codec) {
    this.codec = codec;
    decoder = codec.newDecoder();
    waiting = new short[FRAMES * codec.samplesPerFrame()];
  }

  void spoke(byte[] packet, int offset, int length) {
    int frame = codec.samplesPerFrame();
    if (count + frame > waiting.length) {
      count -= frame;
      System.arraycopy(waiting, frame, waiting, 0, count);
    }
    int room = Math.min(length, codec.maxFrameBytes());
    count += Math.min(frame, decoder.decode(packet, offset, room, waiting, count));
  }

  int sampleRate() {
    return codec.sampleRate();
  }

  /** Takes 20 ms; silence where nothing was said. */
  void take(short[] into) {
    int frame = codec.samplesPerFrame();
    int taken = Math.min(count, frame);
    System.arraycopy(waiting, 0, into, 0, taken);
    for (int i = taken; i < frame; i++) {
      into[i] = 0;
    }
    count -= taken;
    System.arraycopy(waiting, taken, waiting, 0, count);
  }
}
