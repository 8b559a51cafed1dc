package org.jackfield.media.flow;

/**
 * Soft noise where nothing is sent, so that a line does not seem dead (RFC 3389 section 3, without
 * its spectral coefficients). One stream, one thread.
 */
public final class ComfortNoise {

  /** What is usual where nothing else is known, in decibels of full scale. */
  public static final int DEFAULT_LEVEL = -65;

  // What the filter below leaves of the power of even noise, over the square of its range
  private static final double RMS_OF_UNIT = 1 / Math.sqrt(3) * Math.sqrt(1.0 / 3);

  private int seed;
  private float amplitude;
  private float last;

  /** With a level in decibels of full scale and a seed, of which the noise is a function. */
  public ComfortNoise(int level, int seed) {
    this.seed = seed == 0 ? 1 : seed;
    setLevel(level);
  }

  /** Sets the level in decibels of full scale, -127 to 0: RFC 3389's noise level, negated. */
  public void setLevel(int level) {
    int bounded = Math.max(-127, Math.min(0, level));
    amplitude = (float) (32_768 * Math.pow(10, bounded / 20.0) / RMS_OF_UNIT);
  }

  /** Makes so many samples. */
  public void generate(short[] out, int at, int count) {
    for (int i = 0; i < count; i++) {
      // Xorshift: cheap, and long enough that nobody hears it begin again
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      float white = seed * (1f / (1 << 30) / 2) * amplitude;
      last += (white - last) * 0.5f;
      out[at + i] = Samples.clip(Math.round(last));
    }
  }
}
