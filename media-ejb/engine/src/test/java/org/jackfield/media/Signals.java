package org.jackfield.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.media.codec.Resampler;

/** Sounds that tests are made with, and how alike two are. */
public final class Signals {

  private Signals() {}

  /** Bytes of a file next to this class. */
  public static byte[] bytes(String name) {
    try (InputStream in = Signals.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Samples of a file next to this class: 16 bit, least significant byte first. */
  public static short[] resource(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    short[] out = new short[bytes.remaining() / 2];
    bytes.asShortBuffer().get(out);
    return out;
  }

  /** A sine of so many hertz. */
  public static short[] sine(int rate, int millis, double hertz, double amplitude) {
    short[] out = new short[rate / 1_000 * millis];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return out;
  }

  /** The sum of two sounds. */
  public static short[] sum(short[] one, short[] other) {
    short[] out = new short[Math.max(one.length, other.length)];
    for (int i = 0; i < out.length; i++) {
      int sum = (i < one.length ? one[i] : 0) + (i < other.length ? other[i] : 0);
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
    }
    return out;
  }

  /** White noise, the same each time. */
  public static short[] noise(int rate, int millis, double amplitude, long seed) {
    Random random = new Random(seed);
    short[] out = new short[rate / 1_000 * millis];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) (amplitude * (random.nextDouble() * 2 - 1));
    }
    return out;
  }

  /**
   * Like a voice: syllables of a gliding pitch of 115 to 165 Hz whose harmonics are shaped by three
   * wandering formants, with pauses; nothing above 3.4 kHz. The same each time, and at each rate
   * the same sound.
   */
  public static short[] speech(int rate, int millis) {
    short[] out = new short[rate / 1_000 * millis];
    for (int i = 0; i < out.length; i++) {
      double t = (double) i / rate;
      double pitch =
          140 + 20 * Math.sin(2 * Math.PI * 0.7 * t) + 5 * Math.sin(2 * Math.PI * 2.3 * t);
      double phase =
          2 * Math.PI * 140 * t
              - 20 / 0.7 * Math.cos(2 * Math.PI * 0.7 * t)
              - 5 / 2.3 * Math.cos(2 * Math.PI * 2.3 * t);
      double syllable = Math.max(0, Math.sin(2 * Math.PI * 2.1 * t) + 0.4);
      out[i] = (short) Math.round(syllable * harmonics(phase, pitch, t));
    }
    return out;
  }

  private static double harmonics(double phase, double pitch, double t) {
    double first = 500 + 250 * Math.sin(2 * Math.PI * 1.1 * t);
    double second = 1_500 + 500 * Math.sin(2 * Math.PI * 0.9 * t + 1);
    double sum = 0;
    for (int harmonic = 1; harmonic * pitch < 3_400; harmonic++) {
      double f = harmonic * pitch;
      double gain = peak(f, first, 120) + 0.5 * peak(f, second, 180) + 0.25 * peak(f, 2_600, 250);
      sum += gain * Math.sin(harmonic * phase + harmonic * harmonic);
    }
    return 3_000 * sum;
  }

  private static double peak(double f, double centre, double width) {
    double distance = (f - centre) / width;
    return 1 / (1 + distance * distance);
  }

  /** Normalised cross-correlation of two sounds that begin together, -1 to 1. */
  public static double correlation(short[] one, short[] other) {
    return correlation(one, 0, other, 0, Math.min(one.length, other.length));
  }

  /** Normalised cross-correlation where the second may lag by 0 to so many samples. */
  public static double correlation(short[] one, short[] other, int maxLag) {
    double best = -1;
    int count = Math.min(one.length, other.length) - maxLag;
    for (int lag = 0; lag <= maxLag; lag++) {
      best = Math.max(best, correlation(one, 0, other, lag, count));
    }
    return best;
  }

  /**
   * How well pieces of a fifth of a second of a sound are found somewhere in another, the median:
   * where the machine was busy, a sound that came late has jumps that are not our concern.
   */
  public static double usuallyFound(short[] sound, short[] within) {
    double[] pieces =
        IntStream.range(0, sound.length / 1_600)
            .mapToDouble(i -> found(Arrays.copyOfRange(sound, 1_600 * i, 1_600 * (i + 1)), within))
            .sorted()
            .toArray();
    return pieces[pieces.length / 2];
  }

  /**
   * How well a sound of 8,000 samples a second is found somewhere in another, by the best
   * correlation. Codecs with filters delay by parts of a sample: all sixths of one are tried.
   */
  private static double found(short[] sound, short[] within) {
    double best = -1;
    for (short[] shifted : sixths(sound)) {
      best = Math.max(best, foundWhole(shifted, within));
    }
    return best;
  }

  private static double foundWhole(short[] sound, short[] within) {
    double best = -1;
    double energy = product(sound, sound, 0);
    double there = product(within, within, 0, Math.min(within.length, sound.length - 1));
    for (int at = 0; at + sound.length <= within.length; at++) {
      there += square(within[at + sound.length - 1]) - (at == 0 ? 0 : square(within[at - 1]));
      // Next to silence nothing can be found, and the quotient means nothing
      if (there > energy / 100) {
        best = Math.max(best, product(sound, within, at) / Math.sqrt(energy * there));
      }
    }
    return best;
  }

  private static double product(short[] one, short[] other, int at) {
    return product(one, other, at, one.length);
  }

  private static double product(short[] one, short[] other, int at, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += one[i] * other[at + i];
    }
    return sum;
  }

  private static double square(short value) {
    return (double) value * value;
  }

  /** The sound later by 0 to 5 sixths of a sample, without its beginning. */
  private static short[][] sixths(short[] sound) {
    Resampler resampler = new Resampler(8_000, 48_000);
    short[][] shifted = new short[6][sound.length / 160 * 160 - 160];
    short[] fine = new short[960];
    for (int at = 0; at + 160 <= sound.length; at += 160) {
      resampler.resample(sound, at, 160, fine, 0);
      for (int i = 0; i < 960 && at > 0; i++) {
        shifted[i % 6][at - 160 + i / 6] = fine[i];
      }
    }
    return shifted;
  }

  private static double correlation(short[] one, int from, short[] other, int at, int count) {
    double product = 0;
    double energyOfOne = 0;
    double energyOfOther = 0;
    for (int i = 0; i < count; i++) {
      double a = one[from + i];
      double b = other[at + i];
      product += a * b;
      energyOfOne += a * a;
      energyOfOther += b * b;
    }
    return energyOfOne == 0 || energyOfOther == 0
        ? 0
        : product / Math.sqrt(energyOfOne * energyOfOther);
  }

  /** Mean power in decibels of full scale. */
  public static double level(short[] sound, int from, int count) {
    double energy = 0;
    for (int i = from; i < from + count; i++) {
      energy += (double) sound[i] * sound[i];
    }
    return 10 * Math.log10(energy / count / (32_768.0 * 32_768.0) + 1e-12);
  }
}
