package org.jackfield.media.codec;

/** Linear 16 bit, most significant byte first (RFC 3551 section 4.5.11). Stateless: any thread. */
public final class L16 {

  private L16() {}

  /** Decodes pairs of bytes; a byte left over at the end is ignored. Returns the samples. */
  public static int decode(byte[] in, int offset, int count, short[] out, int at) {
    int samples = count / 2;
    for (int i = 0; i < samples; i++) {
      out[at + i] = (short) ((in[offset + 2 * i] << 8) | (in[offset + 2 * i + 1] & 0xFF));
    }
    return samples;
  }

  /** Encodes so many samples. Returns the bytes. */
  public static int encode(short[] in, int offset, int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + 2 * i] = (byte) (in[offset + i] >> 8);
      out[at + 2 * i + 1] = (byte) in[offset + i];
    }
    return 2 * count;
  }
}
