package org.jackfield.system.media;

import java.nio.ByteBuffer;

/** The forms in which the media layer gives sound, read again. */
final class Forms {

  private Forms() {}

  /** Of 16 bit, most significant byte first (RFC 3551 section 4.5.11). */
  static short[] ofL16(byte[] bytes) {
    short[] samples = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).asShortBuffer().get(samples);
    return samples;
  }

  /** One sample of so many: what has nothing above the new rate's half stays the same. */
  static short[] every(int step, short[] samples) {
    short[] fewer = new short[samples.length / step];
    for (int i = 0; i < fewer.length; i++) {
      fewer[i] = samples[i * step];
    }
    return fewer;
  }
}
