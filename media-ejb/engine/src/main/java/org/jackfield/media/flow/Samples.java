package org.jackfield.media.flow;

/** Arithmetic on frames of 16 bit samples. Stateless: any thread. */
public final class Samples {

  /** The level of a frame of nothing but zeros, in decibels of full scale. */
  public static final double SILENT = -100;

  private static final double FULL_SCALE = 32_768.0 * 32_768.0;

  private Samples() {}

  /** The nearest value that a sample can have. */
  public static short clip(int value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  /** Adds a frame to another, clipping. */
  public static void add(short[] from, int offset, short[] into, int at, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = clip(into[at + i] + from[offset + i]);
    }
  }

  /** The mean of the squares. */
  public static double power(short[] frame, int offset, int count) {
    if (count == 0) {
      return 0;
    }
    long sum = 0;
    for (int i = 0; i < count; i++) {
      int sample = frame[offset + i];
      int square = sample * sample;
      sum += square;
    }
    return (double) sum / count;
  }

  /** The level in decibels of full scale: 0 for a square wave as loud as can be, down to -100. */
  public static double level(short[] frame, int offset, int count) {
    return decibels(power(frame, offset, count));
  }

  /** What a mean of squares is in decibels of full scale. */
  public static double decibels(double power) {
    return power <= 0 ? SILENT : Math.max(SILENT, 10 * Math.log10(power / FULL_SCALE));
  }
}
