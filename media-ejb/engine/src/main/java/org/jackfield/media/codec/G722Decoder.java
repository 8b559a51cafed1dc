package org.jackfield.media.codec;

/**
 * G.722 at 64 kbit/s (ITU-T G.722 mode 1): two samples at 16 kHz for each byte. One stream, one
 * thread. Any byte is a code, so nothing is refused.
 */
final class G722Decoder {

  private static final int TAPS = 24;
  private static final int BLOCK = 320;

  private final G722Band low = G722Band.lower();
  private final G722Band high = G722Band.higher();

  // Sums and differences of the two bands: the last 22, then those of the block at hand
  private final int[] bands = new int[TAPS - 2 + BLOCK];

  /** Decodes; writes no more than there is room for. Returns the samples. */
  int decode(byte[] in, int offset, int count, short[] out, int at) {
    int bytes = Math.min(count, (out.length - at) / 2);
    for (int done = 0; done < bytes; done += BLOCK / 2) {
      decodeBlock(in, offset + done, Math.min(BLOCK / 2, bytes - done), out, at + 2 * done);
    }
    return 2 * bytes;
  }

  private void decodeBlock(byte[] in, int offset, int bytes, short[] out, int at) {
    for (int i = 0; i < bytes; i++) {
      int lower = lowSample(in[offset + i] & 0x3F);
      int higher = highSample((in[offset + i] >> 6) & 3);
      bands[TAPS - 2 + 2 * i] = lower + higher;
      bands[TAPS - 1 + 2 * i] = lower - higher;
    }
    for (int i = 0; i < bytes; i++) {
      join(2 * i, out, at + 2 * i);
    }
    System.arraycopy(bands, 2 * bytes, bands, 0, TAPS - 2);
  }

  private void join(int from, short[] out, int at) {
    int first = 0;
    int second = 0;
    for (int i = 0; i < TAPS / 2; i++) {
      second += bands[from + 2 * i] * G722Tables.QMF[i];
      first += bands[from + 2 * i + 1] * G722Tables.QMF[TAPS / 2 - 1 - i];
    }
    out[at] = (short) G722Band.saturate(first >> 11);
    out[at + 1] = (short) G722Band.saturate(second >> 11);
  }

  private int lowSample(int code) {
    int step = low.step();
    int sample = limit(low.prediction() + ((step * G722Tables.QM6[code]) >> 15));
    int coarse = code >> 2;
    low.update((step * G722Tables.QM4[coarse]) >> 15, G722Tables.LOW_STEP_CHANGE[coarse]);
    return sample;
  }

  private int highSample(int code) {
    int difference = (high.step() * G722Tables.QM2[code]) >> 15;
    int sample = limit(high.prediction() + difference);
    high.update(difference, G722Tables.HIGH_STEP_CHANGE[code]);
    return sample;
  }

  // 6.2.1.6 and 6.2.2.4: LIMIT to 15 bits
  private static int limit(int sample) {
    return Math.max(-16_384, Math.min(16_383, sample));
  }
}
