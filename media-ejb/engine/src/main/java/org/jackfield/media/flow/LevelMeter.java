package org.jackfield.media.flow;

/** How loud a stream is: a level that falls slowly, and the peak. One thread writes, any reads. */
public final class LevelMeter {

  // A level falls by 1/16 of the way with each frame of 20 ms: about 300 ms
  private static final double FALL = 1.0 / 16;

  private double power;
  private volatile double level = Samples.SILENT;
  private volatile int peak;

  /**
   * Takes note of a frame.
   *
   * @return its own level, in decibels of full scale
   */
  public double accept(short[] frame, int offset, int count) {
    double now = Samples.power(frame, offset, count);
    power = now > power ? now : power + (now - power) * FALL;
    level = Samples.decibels(power);
    int highest = peak;
    for (int i = 0; i < count; i++) {
      highest = Math.max(highest, Math.abs(frame[offset + i]));
    }
    peak = highest;
    return Samples.decibels(now);
  }

  /** In decibels of full scale, -100 to 0. */
  public double level() {
    return level;
  }

  /** The largest sample since the beginning, or the last reset, 0 to 32768. */
  public int peak() {
    return peak;
  }

  /** Forgets the peak. Called by the thread that writes. */
  public void resetPeak() {
    peak = 0;
  }
}
