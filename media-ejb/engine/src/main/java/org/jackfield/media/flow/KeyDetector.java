package org.jackfield.media.flow;

/**
 * Hears keys in the sound itself (ITU-T Q.24) with eight Goertzel filters over windows of 12.75 ms.
 * A key counts when it fills two windows in a row: 40 ms always do, 20 ms never. Voices are kept
 * out by the share of the two tones in the power, by how far each stands out in its group, and by
 * how much one may be louder than the other. One stream, one thread.
 */
public final class KeyDetector {

  /** What {@link #accept} says where no key went down. */
  public static final char NONE = '\0';

  private static final int WINDOW_AT_8_KHZ = 102;
  private static final int WINDOWS_TO_PRESS = 2;
  private static final int WINDOWS_TO_RELEASE = 2;

  // Q.24 annex A: tones down to -25 dBm and lower; full scale is about 3 dBm
  private static final double SOFTEST_TONE = -42;

  // Q.24 annex A: the columns may be up to 4 dB louder (AT&T) or 8 dB softer; a little more is let
  // by
  private static final double COLUMN_LOUDER = Math.pow(10, 0.6);
  private static final double COLUMN_SOFTER = Math.pow(10, 0.95);

  // Each tone stands 8 dB out of its group; both have most of the power: 1.8 % off still, 3.5 % not
  private static final double STANDS_OUT = Math.pow(10, 0.8);
  private static final double SHARE = 0.76;

  private final int window;
  private final double[] coefficients = new double[8];
  private final double[] before = new double[8];
  private final double[] last = new double[8];
  private final double softestPower;

  private double energy;
  private int filled;

  private char candidate = NONE;
  private int inARow;
  private char down = NONE;
  private int missing;

  /** For a stream of 8, 16 or 48 kHz. */
  public KeyDetector(int sampleRate) {
    window = WINDOW_AT_8_KHZ * sampleRate / 8_000;
    for (int i = 0; i < 8; i++) {
      int hertz = i < 4 ? Keys.ROWS[i] : Keys.COLUMNS[i - 4];
      coefficients[i] = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
    }
    // Of a tone with this level, the filter makes (amplitude * window / 2) squared
    softestPower = Math.pow(10, SOFTEST_TONE / 10) * Math.pow(32_768.0 * window / 2, 2);
  }

  /** Takes a frame of up to 20 ms and returns the key that went down in it, or {@link #NONE}. */
  public char accept(short[] frame, int offset, int count) {
    char pressed = NONE;
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, window - filled);
      filter(frame, offset + done, part);
      done += part;
      filled += part;
      if (filled == window) {
        char key = decide();
        pressed = key == NONE ? pressed : key;
      }
    }
    return pressed;
  }

  /** The key that is being held down, or {@link #NONE}. */
  public char down() {
    return down;
  }

  private void filter(short[] frame, int offset, int count) {
    for (int i = 0; i < 8; i++) {
      double coefficient = coefficients[i];
      double one = last[i];
      double two = before[i];
      for (int n = offset; n < offset + count; n++) {
        double next = coefficient * one - two + frame[n];
        two = one;
        one = next;
      }
      last[i] = one;
      before[i] = two;
    }
    energy += Samples.power(frame, offset, count) * count;
  }

  // A window is full: what is in it, and does that press or release a key?
  private char decide() {
    char heard = heard();
    for (int i = 0; i < 8; i++) {
      last[i] = 0;
      before[i] = 0;
    }
    energy = 0;
    filled = 0;
    inARow = heard == candidate ? inARow + 1 : 1;
    candidate = heard;
    if (heard == down && down != NONE) {
      missing = 0;
      return NONE;
    }
    missing++;
    if (missing >= WINDOWS_TO_RELEASE) {
      down = NONE;
    }
    if (heard == NONE || inARow < WINDOWS_TO_PRESS) {
      return NONE;
    }
    down = heard;
    missing = 0;
    return heard;
  }

  private char heard() {
    int row = strongest(0);
    int column = strongest(4);
    double rowPower = power(row);
    double columnPower = power(column);
    if (rowPower < softestPower
        || columnPower < softestPower
        || columnPower > rowPower * COLUMN_LOUDER
        || rowPower > columnPower * COLUMN_SOFTER) {
      return NONE;
    }
    // Two clean tones have all of the energy: the sum of both powers is energy * window / 2
    if (rowPower + columnPower < SHARE * energy * window / 2) {
      return NONE;
    }
    return standsOut(row, 0) && standsOut(column, 4) ? Keys.at(row, column - 4) : NONE;
  }

  private int strongest(int group) {
    int best = group;
    for (int i = group + 1; i < group + 4; i++) {
      best = power(i) > power(best) ? i : best;
    }
    return best;
  }

  private boolean standsOut(int tone, int group) {
    for (int i = group; i < group + 4; i++) {
      if (i != tone && power(i) * STANDS_OUT > power(tone)) {
        return false;
      }
    }
    return true;
  }

  private double power(int i) {
    return last[i] * last[i] + before[i] * before[i] - coefficients[i] * last[i] * before[i];
  }
}
