package org.jackfield.media.codec;

/**
 * G.722 at 64 kbit/s (ITU-T G.722 mode 1): 16 kHz in, one byte for two samples. One stream, one
 * thread.
 */
public final class G722Encoder implements Encoder {

  private static final int TAPS = 24;
  private static final int BLOCK = 320;

  private final G722Band low = G722Band.lower();
  private final G722Band high = G722Band.higher();

  // The last 22 samples, then those of the block at hand
  private final int[] samples = new int[TAPS - 2 + BLOCK];

  @Override
  public int encode(short[] in, int offset, int count, byte[] out, int at) {
    int pairs = count / 2;
    for (int done = 0; done < pairs; done += BLOCK / 2) {
      encodeBlock(in, offset + 2 * done, Math.min(BLOCK / 2, pairs - done), out, at + done);
    }
    return pairs;
  }

  private void encodeBlock(short[] in, int offset, int pairs, byte[] out, int at) {
    for (int i = 0; i < 2 * pairs; i++) {
      samples[TAPS - 2 + i] = in[offset + i];
    }
    for (int i = 0; i < pairs; i++) {
      out[at + i] = (byte) encodePair(2 * i);
    }
    System.arraycopy(samples, 2 * pairs, samples, 0, TAPS - 2);
  }

  // The mirror filter splits into two bands of 8 kHz; 16 bit in become 15 in each
  private int encodePair(int from) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < TAPS / 2; i++) {
      even += samples[from + 2 * i] * G722Tables.QMF[i];
      odd += samples[from + 2 * i + 1] * G722Tables.QMF[TAPS / 2 - 1 - i];
    }
    return (highCode((odd - even) >> 14) << 6) | lowCode((even + odd) >> 14);
  }

  private int lowCode(int sample) {
    int difference = G722Band.saturate(sample - low.prediction());
    int magnitude = difference < 0 ? ~difference : difference;
    int step = low.step();
    // The levels grow, so halve the 30 intervals five times
    int interval = 0;
    for (int half = 16; half > 0; half >>= 1) {
      int level = interval + half;
      if (level < G722Tables.Q6.length && magnitude >= (G722Tables.Q6[level] * step) >> 12) {
        interval = level;
      }
    }
    interval++;
    int code = G722Tables.lowCode(interval, difference < 0);
    int coarse = code >> 2;
    low.update((step * G722Tables.QM4[coarse]) >> 15, G722Tables.LOW_STEP_CHANGE[coarse]);
    return code;
  }

  private int highCode(int sample) {
    int difference = G722Band.saturate(sample - high.prediction());
    int magnitude = difference < 0 ? ~difference : difference;
    int step = high.step();
    boolean outer = magnitude >= (G722Tables.Q2 * step) >> 12;
    int code = (difference < 0 ? 0 : 2) | (outer ? 0 : 1);
    high.update((step * G722Tables.QM2[code]) >> 15, G722Tables.HIGH_STEP_CHANGE[code]);
    return code;
  }
}
