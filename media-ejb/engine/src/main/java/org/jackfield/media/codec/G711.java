package org.jackfield.media.codec;

/**
 * G.711 µ-law and A-law (ITU-T G.711, 8 kHz, 64 kbit/s), by tables. Samples are 16 bit linear and
 * encoded by the decision values of the recommendation. Stateless: any thread.
 */
public final class G711 {

  /** The µ-law byte of a sample of 0. */
  public static final byte MU_SILENCE = (byte) 0xFF;

  /** The A-law byte of the smallest sample, as there is none of 0. */
  public static final byte A_SILENCE = (byte) 0xD5;

  private static final int MU_BIAS = 0x84;
  private static final int MU_CLIP = 32_635;

  private static final short[] FROM_MU = new short[256];
  private static final short[] FROM_A = new short[256];

  // By the upper 14 bits of a sample for µ-law, the upper 13 for A-law: no law looks at more
  private static final byte[] TO_MU = new byte[1 << 14];
  private static final byte[] TO_A = new byte[1 << 13];

  private static final byte[] MU_TO_A = new byte[256];
  private static final byte[] A_TO_MU = new byte[256];

  static {
    for (int code = 0; code < 256; code++) {
      FROM_MU[code] = (short) expandMu(code);
      FROM_A[code] = (short) expandA(code);
    }
    for (int index = 0; index < TO_MU.length; index++) {
      TO_MU[index] = (byte) compressMu((short) (index << 2));
    }
    for (int index = 0; index < TO_A.length; index++) {
      TO_A[index] = (byte) compressA((short) (index << 3));
    }
    for (int code = 0; code < 256; code++) {
      MU_TO_A[code] = toA(FROM_MU[code]);
      A_TO_MU[code] = toMu(FROM_A[code]);
    }
  }

  private G711() {}

  /** One sample of a µ-law byte. */
  public static short fromMu(byte code) {
    return FROM_MU[code & 0xFF];
  }

  /** The µ-law byte of a sample. */
  public static byte toMu(short sample) {
    return TO_MU[(sample & 0xFFFF) >> 2];
  }

  /** One sample of an A-law byte. */
  public static short fromA(byte code) {
    return FROM_A[code & 0xFF];
  }

  /** The A-law byte of a sample. */
  public static byte toA(short sample) {
    return TO_A[(sample & 0xFFFF) >> 3];
  }

  /** The A-law byte that sounds like a µ-law byte. */
  public static byte muToA(byte code) {
    return MU_TO_A[code & 0xFF];
  }

  /** The µ-law byte that sounds like an A-law byte. */
  public static byte aToMu(byte code) {
    return A_TO_MU[code & 0xFF];
  }

  /** Decodes µ-law, one sample for each byte. */
  public static void decodeMu(byte[] in, int offset, int count, short[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = FROM_MU[in[offset + i] & 0xFF];
    }
  }

  /** Encodes µ-law, one byte for each sample. */
  public static void encodeMu(short[] in, int offset, int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = TO_MU[(in[offset + i] & 0xFFFF) >> 2];
    }
  }

  /** Decodes A-law, one sample for each byte. */
  public static void decodeA(byte[] in, int offset, int count, short[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = FROM_A[in[offset + i] & 0xFF];
    }
  }

  /** Encodes A-law, one byte for each sample. */
  public static void encodeA(short[] in, int offset, int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = TO_A[(in[offset + i] & 0xFFFF) >> 3];
    }
  }

  /** Makes A-law of µ-law without the way over samples; in and out may be the same array. */
  public static void muToA(byte[] in, int offset, int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = MU_TO_A[in[offset + i] & 0xFF];
    }
  }

  /** Makes µ-law of A-law without the way over samples; in and out may be the same array. */
  public static void aToMu(byte[] in, int offset, int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = A_TO_MU[in[offset + i] & 0xFF];
    }
  }

  // G.711 table 2: eight segments of 16 steps, each twice as wide, shifted by the bias of 33
  private static int expandMu(int code) {
    int inverted = ~code & 0xFF;
    int segment = (inverted >> 4) & 7;
    int magnitude = ((((inverted & 0x0F) << 3) + MU_BIAS) << segment) - MU_BIAS;
    return (inverted & 0x80) != 0 ? -magnitude : magnitude;
  }

  private static int compressMu(short sample) {
    int sign = sample < 0 ? 0x80 : 0;
    // One's complement: both signs have a code for a step around zero
    int magnitude = Math.min(sample < 0 ? ~sample : sample, MU_CLIP) + MU_BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F)) & 0xFF;
  }

  // G.711 table 1: the two lowest segments have the same step; every other bit is inverted
  private static int expandA(int code) {
    int plain = code ^ 0x55;
    int segment = (plain >> 4) & 7;
    int step = ((plain & 0x0F) << 4) + 8;
    int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
    return (plain & 0x80) != 0 ? magnitude : -magnitude;
  }

  private static int compressA(short sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = sample < 0 ? ~sample : sample;
    int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude | 1));
    int step = segment < 2 ? magnitude >> 4 : magnitude >> (segment + 3);
    return (sign | (segment << 4) | (step & 0x0F)) ^ 0x55;
  }
}
