package org.jackfield.media.codec;

/**
 * Takes a stream from one sample rate to another of 8, 16 and 48 kHz by a polyphase windowed sinc,
 * flat to 85 % of the narrower band and more than 70 dB down beyond it. The delay is that of the
 * filter, 4 ms where one rate is 8 kHz and else 2 ms. Keeps its state from frame to frame and
 * allocates nothing. One stream, one thread.
 */
public final class Resampler {

  // Half the length of the filter in samples of the lower rate, and the shape of its window
  private static final int HALF_WIDTH = 32;
  private static final double KAISER_BETA = 8.0;
  private static final double PASS = 0.93;
  private static final int MAX_FRAME = 960;

  private final boolean copies;
  private final int up;
  private final int down;

  // One row of taps for each of the phases between two samples that came
  private final float[][] phases;

  // The last samples that came, then those of the frame at hand
  private final float[] line;

  // Where the next sample to be made lies after the newest of the past, in 1/up of a sample
  private int position;

  /**
   * From one rate to another, which may be the same.
   *
   * @throws IllegalArgumentException for other rates than 8000, 16000 and 48000
   */
  public Resampler(int inRate, int outRate) {
    requireKnown(inRate);
    requireKnown(outRate);
    copies = inRate == outRate;
    int divisor = gcd(inRate, outRate);
    up = outRate / divisor;
    down = inRate / divisor;
    int taps = copies ? 1 : 2 * HALF_WIDTH * Math.max(1, inRate / outRate);
    phases = copies ? new float[][] {{1}} : filter(up, down, taps);
    line = new float[taps - 1 + MAX_FRAME];
  }

  /** How many samples become of so many, over time exactly. */
  public int outputOf(int samples) {
    return samples * up / down;
  }

  /**
   * Takes a frame of up to 960 samples and a multiple of the ratio of the rates (any frame of 20 ms
   * is) and returns how many were made.
   */
  public int resample(short[] in, int offset, int count, short[] out, int at) {
    if (copies) {
      System.arraycopy(in, offset, out, at, count);
      return count;
    }
    int past = phases[0].length - 1;
    for (int i = 0; i < count; i++) {
      line[past + i] = in[offset + i];
    }
    int made = 0;
    int end = count * up;
    while (position < end) {
      out[at + made] = sampleAt(position / up, phases[position % up]);
      made++;
      position += down;
    }
    position -= end;
    System.arraycopy(line, count, line, 0, past);
    return made;
  }

  private short sampleAt(int from, float[] filter) {
    float even = 0;
    float odd = 0;
    for (int i = 0; i < filter.length; i += 2) {
      even += line[from + i] * filter[i];
      odd += line[from + i + 1] * filter[i + 1];
    }
    int rounded = Math.round(even + odd);
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
  }

  // Phase p of the filter: what the samples around weigh for a point p/up of a sample further
  private static float[][] filter(int up, int down, int taps) {
    double cutoff = PASS * Math.min(1.0, (double) up / down);
    int centre = taps / 2 - 1;
    float[][] rows = new float[up][taps];
    for (int phase = 0; phase < up; phase++) {
      double[] row = new double[taps];
      double sum = 0;
      for (int i = 0; i < taps; i++) {
        double distance = i - centre - (double) phase / up;
        row[i] = cutoff * sinc(cutoff * distance) * kaiser(distance / (taps / 2.0));
        sum += row[i];
      }
      // A constant must come out as it went in, in each phase: no whistle at the rate of phases
      for (int i = 0; i < taps; i++) {
        rows[phase][i] = (float) (row[i] / sum);
      }
    }
    return rows;
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
  }

  // The modified Bessel function of order 0 by its series
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static void requireKnown(int rate) {
    if (rate != 8_000 && rate != 16_000 && rate != 48_000) {
      throw new IllegalArgumentException("A sample rate is 8000, 16000 or 48000, not " + rate);
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
