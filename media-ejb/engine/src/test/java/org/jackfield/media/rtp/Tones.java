package org.jackfield.media.rtp;

import java.util.Arrays;
import org.jackfield.media.flow.Samples;

/** Measures what is in a sound. */
final class Tones {

  private Tones() {}

  /** In decibels of full scale. */
  static double level(short[] samples) {
    return Samples.level(samples, 0, samples.length);
  }

  /**
   * The median of {@link #share} over frames of 20 ms: where the machine was busy, a sound that
   * came late has jumps that are not our concern.
   */
  static double usualShare(short[] samples, int hertz) {
    double[] shares = new double[samples.length / 160];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = share(Arrays.copyOfRange(samples, 160 * i, 160 * (i + 1)), hertz);
    }
    Arrays.sort(shares);
    return shares[shares.length / 2];
  }

  /** Which part of the power is at a frequency, 0 to 1; samples at 8,000 a second. */
  static double share(short[] samples, int hertz) {
    return share(samples, hertz, 8_000);
  }

  /** The same at another rate. */
  static double share(short[] samples, int hertz, int sampleRate) {
    double real = 0;
    double imaginary = 0;
    double power = 0;
    for (int i = 0; i < samples.length; i++) {
      double angle = 2 * Math.PI * hertz * i / sampleRate;
      real += samples[i] * Math.cos(angle);
      imaginary += samples[i] * Math.sin(angle);
      power += (double) samples[i] * samples[i];
    }
    return power == 0 ? 0 : 2 * (real * real + imaginary * imaginary) / (samples.length * power);
  }
}
