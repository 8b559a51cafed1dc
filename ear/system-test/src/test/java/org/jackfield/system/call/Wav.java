package org.jackfield.system.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Sound of 8 kHz, mono, 16 bit, in WAV files, and how alike two such sounds are. */
public final class Wav {

  public static final int RATE = 8_000;
  private static final int HEADER = 44;

  /** The format of a recording that is kept as it came (RFC 2361). */
  private static final int PCMU = 7;

  private Wav() {}

  public static byte[] file(short[] samples) {
    ByteBuffer wav =
        ByteBuffer.allocate(HEADER + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    wav.putInt(HEADER - 8 + samples.length * 2);
    wav.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    wav.putInt(samples.length * 2);
    for (short sample : samples) {
      wav.putShort(sample);
    }
    return wav.array();
  }

  /** All of a file, whatever its rate. */
  public static short[] samples(byte[] file) {
    return samples(file, 1);
  }

  /** Of a file of 8 kHz, or of a multiple if nothing in it is above 4 kHz. */
  static short[] narrow(byte[] file) {
    return samples(file, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(24) / RATE);
  }

  private static short[] samples(byte[] file, int step) {
    ByteBuffer wav = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (at + 8 <= file.length && wav.getInt(at) != 0x61746164) {
      at += 8 + wav.getInt(at + 4);
    }
    int start = Math.min(at + 8, file.length);
    if (wav.getShort(20) == PCMU) {
      return ofPcmu(Arrays.copyOfRange(file, start, file.length));
    }
    short[] samples = new short[(file.length - start) / 2 / step];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = wav.getShort(start + 2 * i * step);
    }
    return samples;
  }

  /** Of µ-law, as the media layer keeps it (ITU-T G.711). */
  public static short[] ofPcmu(byte[] bytes) {
    short[] samples = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int code = ~bytes[i] & 0xff;
      int value = (((code & 0x0f) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84;
      samples[i] = (short) ((code & 0x80) == 0 ? value : -value);
    }
    return samples;
  }

  /** A sweep between two frequencies, unlike any other stretch of itself. */
  public static short[] sweep(double from, double to, double seconds) {
    short[] samples = new short[(int) (seconds * RATE)];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double frequency = from + (to - from) * i / samples.length;
      phase += 2 * Math.PI * frequency / RATE;
      samples[i] = (short) (8_000 * Math.sin(phase));
    }
    return samples;
  }

  public static short[] silence(double seconds) {
    return new short[(int) (seconds * RATE)];
  }

  /** How well a sound is found within another: the greatest normalised cross-correlation. */
  public static double found(short[] sound, short[] within) {
    return best(sound, within).likeness();
  }

  /**
   * The same for fifths of a second of it, the median: where the machine was busy a sound has
   * jumps, at which the whole of it is found nowhere.
   */
  public static double usuallyFound(short[] sound, short[] within) {
    int piece = RATE / 5;
    double[] found =
        IntStream.range(0, sound.length / piece)
            .mapToObj(i -> Arrays.copyOfRange(sound, piece * i, piece * (i + 1)))
            .mapToDouble(it -> found(it, within))
            .sorted()
            .toArray();
    return found[found.length / 2];
  }

  /** Where a sound is found within another: the sample at which it begins. */
  public static int place(short[] sound, short[] within) {
    return best(sound, within).at();
  }

  private record Best(int at, double likeness) {}

  private static Best best(short[] sound, short[] within) {
    Best best = new Best(0, 0);
    if (within.length < sound.length) {
      return best;
    }
    double energy = product(sound, sound, 0);
    double there = 0;
    for (int i = 0; i < sound.length; i++) {
      there += square(within[i]);
    }
    for (int at = 0; at + sound.length <= within.length; at++) {
      if (at > 0) {
        there += square(within[at + sound.length - 1]) - square(within[at - 1]);
      }
      // Next to silence nothing can be found, and the quotient means nothing
      if (there > energy / 100) {
        double likeness = product(sound, within, at) / Math.sqrt(energy * there);
        best = likeness > best.likeness() ? new Best(at, likeness) : best;
      }
    }
    return best;
  }

  private static double product(short[] one, short[] other, int at) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * (double) other[at + i];
    }
    return sum;
  }

  /** The root of the mean square. */
  static double loudness(short[] sound) {
    double sum = 0;
    for (short value : sound) {
      sum += square(value);
    }
    return sound.length == 0 ? 0 : Math.sqrt(sum / sound.length);
  }

  private static double square(short value) {
    return value * (double) value;
  }
}
