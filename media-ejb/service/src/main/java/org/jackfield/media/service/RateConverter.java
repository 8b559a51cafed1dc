package org.jackfield.media.service;

import org.jackfield.media.Speech.Samples;

/**
 * Takes samples of any rate to another by a windowed sinc, as they come. One stream, one thread.
 * The engine's own resampler knows the three rates of legs alone; a file may have any.
 */
final class RateConverter implements Samples {

  private static final int ZERO_CROSSINGS = 24;
  private static final int PHASES = 512;
  private static final double PASS = 0.94;
  private static final int BLOCK = 4_096;

  private final int outRate;
  private final Samples next;

  private double step = 1;
  private int half;
  private float[][] table = {};
  private float[] line = new float[BLOCK];
  private int filled;
  private double position;
  private boolean copies = true;
  private final short[] made = new short[BLOCK];
  private int madeCount;

  RateConverter(int outRate, Samples next) {
    this.outRate = outRate;
    this.next = next;
  }

  @Override
  public void rate(int hertz) {
    next.rate(outRate);
    copies = hertz == outRate;
    step = (double) hertz / outRate;
    double cutoff = PASS * Math.min(1.0, 1 / step);
    half = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
    table = copies ? new float[][] {} : filter(cutoff, half);
    // The first sample stands in the middle of the filter: what comes out is in time
    filled = half;
    position = half;
    line = new float[2 * half + BLOCK];
  }

  @Override
  public boolean take(short[] samples, int count) {
    if (copies) {
      return next.take(samples, count);
    }
    boolean wanted = true;
    int done = 0;
    while (done < count && wanted) {
      int part = Math.min(count - done, line.length - filled);
      for (int i = 0; i < part; i++) {
        line[filled + i] = samples[done + i];
      }
      filled += part;
      done += part;
      wanted = convert();
    }
    return wanted;
  }

  /** What is still in the filter, when no more will come. */
  void end() {
    if (!copies) {
      take(new short[half], half);
    }
  }

  private boolean convert() {
    boolean wanted = true;
    while (position + half < filled) {
      if (madeCount == made.length) {
        wanted = flush();
      }
      made[madeCount++] = sampleAt(position);
      position += step;
    }
    wanted &= flush();
    int used = Math.max(0, (int) position - half);
    System.arraycopy(line, used, line, 0, filled - used);
    filled -= used;
    position -= used;
    return wanted;
  }

  private boolean flush() {
    int count = madeCount;
    madeCount = 0;
    return count == 0 || next.take(made, count);
  }

  private short sampleAt(double at) {
    int whole = (int) at;
    int phase = (int) ((at - whole) * PHASES);
    float[] taps = table[phase];
    float sum = 0;
    int from = whole - half + 1;
    for (int i = 0; i < taps.length; i++) {
      sum += line[from + i] * taps[i];
    }
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
  }

  private static float[][] filter(double cutoff, int half) {
    float[][] rows = new float[PHASES][2 * half];
    for (int phase = 0; phase < PHASES; phase++) {
      double sum = 0;
      double[] row = new double[2 * half];
      for (int i = 0; i < row.length; i++) {
        double distance = i - half + 1 - (phase + 0.5) / PHASES;
        double window = 0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, Math.abs(distance) / half));
        row[i] = cutoff * sinc(cutoff * distance) * window;
        sum += row[i];
      }
      for (int i = 0; i < row.length; i++) {
        rows[phase][i] = (float) (row[i] / sum);
      }
    }
    return rows;
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
