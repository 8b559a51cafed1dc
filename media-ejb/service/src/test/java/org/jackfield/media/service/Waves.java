package org.jackfield.media.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;

/** Sounds for tests, and how alike two of them are. */
final class Waves {

  private Waves() {}

  /** A sweep from 300 to 1500 Hz. */
  static short[] sweep(int rate, int millis) {
    short[] samples = new short[rate / 1_000 * millis];
    for (int i = 0; i < samples.length; i++) {
      double t = (double) i / rate;
      double length = millis / 1_000.0;
      double phase = 2 * Math.PI * (300 * t + 600 * t * t / length);
      samples[i] = (short) (12_000 * Math.sin(phase));
    }
    return samples;
  }

  /** A WAV file of 16 bit with the same in each channel. */
  static byte[] wav(short[] samples, int rate, int channels) {
    ByteBuffer file =
        ByteBuffer.allocate(44 + samples.length * 2 * channels).order(ByteOrder.LITTLE_ENDIAN);
    header(file, 1, 16, rate, channels, samples.length * 2 * channels);
    for (short sample : samples) {
      for (int channel = 0; channel < channels; channel++) {
        file.putShort(sample);
      }
    }
    return file.array();
  }

  /** A WAV file of one channel with one byte for each sample. */
  static byte[] wav(byte[] bytes, int coding, int rate) {
    ByteBuffer file = ByteBuffer.allocate(44 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    header(file, coding, 8, rate, 1, bytes.length);
    file.put(bytes);
    return file.array();
  }

  private static void header(
      ByteBuffer file, int coding, int bits, int rate, int channels, int length) {
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) coding).putShort((short) channels).putInt(rate);
    file.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    file.putShort((short) bits).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
  }

  static short[] samples(Sound sound) {
    byte[] bytes = new byte[sound.length()];
    sound.read(0, bytes, 0, bytes.length);
    int width = sound.format().bytesPerSample();
    short[] samples = new short[bytes.length / width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          sound.format() == SoundFormat.PCMU_8000
              ? G711.fromMu(bytes[i])
              : (short) ((bytes[2 * i] << 8) | (bytes[2 * i + 1] & 0xFF));
    }
    return samples;
  }

  /** The best correlation within a shift of 20 ms, 1 for what is the same. */
  static double correlation(short[] one, short[] other, int rate) {
    double best = 0;
    int most = rate / 50;
    for (int shift = -most; shift <= most; shift++) {
      double product = 0;
      double ones = 0;
      double others = 0;
      for (int i = Math.max(0, -shift); i < one.length && i + shift < other.length; i++) {
        product += (double) one[i] * other[i + shift];
        ones += (double) one[i] * one[i];
        others += (double) other[i + shift] * other[i + shift];
      }
      best = Math.max(best, product / Math.sqrt(ones * others + 1));
    }
    return best;
  }
}
