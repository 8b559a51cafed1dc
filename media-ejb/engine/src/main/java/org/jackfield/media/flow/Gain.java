package org.jackfield.media.flow;

/**
 * Makes a stream louder or softer, clipping. A change glides over one frame so that it is not heard
 * as a click. One stream, one thread; the gain may be set by any.
 */
public final class Gain {

  /** More than this is not given, in decibels. */
  public static final double MAX_DECIBELS = 24;

  private static final int ONE = 1 << 12;

  private volatile int wanted = ONE;
  private int current = ONE;

  /** Sets the gain in decibels, -100 (which is silence) to {@link #MAX_DECIBELS}. */
  public void set(double decibels) {
    double bounded = Math.min(MAX_DECIBELS, decibels);
    wanted = bounded <= Samples.SILENT ? 0 : (int) Math.round(ONE * Math.pow(10, bounded / 20));
  }

  /** Whether frames come out as they go in. */
  public boolean isUnity() {
    return current == ONE && wanted == ONE;
  }

  /** Copies a frame with the gain; both may be the same array. */
  public void apply(short[] in, int offset, short[] out, int at, int count) {
    int to = wanted;
    if (isUnity()) {
      System.arraycopy(in, offset, out, at, count);
      return;
    }
    if (current == to) {
      for (int i = 0; i < count; i++) {
        out[at + i] = Samples.clip((in[offset + i] * to) >> 12);
      }
      return;
    }
    int from = current;
    for (int i = 0; i < count; i++) {
      int gliding = from + (int) ((long) (to - from) * (i + 1) / count);
      out[at + i] = Samples.clip((in[offset + i] * gliding) >> 12);
    }
    current = to;
  }
}
