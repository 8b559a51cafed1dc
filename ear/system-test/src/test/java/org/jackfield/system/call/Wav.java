package org.jackfield.system.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sound of 8 kHz, mono, 16 bit, in WAV files, and how alike two such sounds are. */
final class Wav {

  static final int RATE = 8_000;
  private static final int HEADER = 44;

  private Wav() {}

  static byte[] file(short[] samples) {
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

  static short[] samples(byte[] file) {
    ByteBuffer wav = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (at + 8 <= file.length && wav.getInt(at) != 0x61746164) {
      at += 8 + wav.getInt(at + 4);
    }
    int start = Math.min(at + 8, file.length);
    short[] samples = new short[(file.length - start) / 2];
    wav.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /** Of µ-law, as the media layer keeps it (ITU-T G.711). */
  static short[] ofPcmu(byte[] bytes) {
    short[] samples = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int code = ~bytes[i] & 0xff;
      int value = (((code & 0x0f) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84;
      samples[i] = (short) ((code & 0x80) == 0 ? value : -value);
    }
    return samples;
  }

  /** A sweep between two frequencies, unlike any other stretch of itself. */
  static short[] sweep(double from, double to, double seconds) {
    short[] samples = new short[(int) (seconds * RATE)];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double frequency = from + (to - from) * i / samples.length;
      phase += 2 * Math.PI * frequency / RATE;
      samples[i] = (short) (8_000 * Math.sin(phase));
    }
    return samples;
  }

  static short[] silence(double seconds) {
    return new short[(int) (seconds * RATE)];
  }

  /** How well a sound is found within another: the greatest normalised cross-correlation. */
  static double found(short[] sound, short[] within) {
    if (within.length < sound.length) {
      return 0;
    }
    double best = 0;
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
        best = Math.max(best, product(sound, within, at) / Math.sqrt(energy * there));
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

  private static double square(short value) {
    return value * (double) value;
  }
}
