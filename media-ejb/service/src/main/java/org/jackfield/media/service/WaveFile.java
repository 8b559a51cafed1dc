package org.jackfield.media.service;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jackfield.media.Sound;
import org.jackfield.media.Speech.Samples;
import org.jackfield.media.codec.G711;

/** Reads WAV: PCM of 8 to 32 bit, IEEE floats, µ-law and A-law; any rate, channels mixed to one. */
final class WaveFile {

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int BLOCK = 2_048;
  private static final int HEADER = 44;

  private int coding;
  private int channels;
  private int rate;
  private int bytesPerSample;

  private WaveFile() {}

  /** Whether a file that begins so is a WAV file. */
  static boolean isWave(byte[] head) {
    return head.length >= 12
        && head[0] == 'R'
        && head[1] == 'I'
        && head[2] == 'F'
        && head[3] == 'F'
        && head[8] == 'W'
        && head[9] == 'A'
        && head[10] == 'V'
        && head[11] == 'E';
  }

  /**
   * Reads a file to its end, or as long as more is wanted.
   *
   * @return whether its coding is known; if not, nothing was read into the samples
   */
  static boolean read(InputStream file, Samples into) throws IOException {
    WaveFile wave = new WaveFile();
    DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16));
    in.skipNBytes(12);
    while (true) {
      String name = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
      if (name.length() < 4) {
        return false;
      }
      long size = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      if (name.equals("data")) {
        // What is written while it grows has no length yet
        long length = size == 0 ? Long.MAX_VALUE : size;
        return wave.isKnown() && wave.samples(in, length, into);
      }
      if (name.equals("fmt ")) {
        wave.format(in.readNBytes((int) Math.min(size, 4_096)));
      } else {
        in.skipNBytes(size);
      }
      if (size % 2 == 1) {
        in.skipNBytes(1);
      }
    }
  }

  /** Takes a file part after part. */
  interface Parts {
    void take(byte[] bytes, int count) throws IOException;
  }

  /** Bytes of the file that a sound of 16 bit makes. */
  static int sizeOf(Sound sound) {
    return HEADER + sound.length() / 2 * 2;
  }

  /** Writes a sound of 16 bit that is whole, a file of one channel. */
  static void write(Sound sound, Parts file) throws IOException {
    int size = sizeOf(sound) - HEADER;
    int rate = sound.format().sampleRate();
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + size);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) PCM).putShort((short) 1);
    header.putInt(rate).putInt(rate * 2).putShort((short) 2).putShort((short) 16);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size);
    file.take(header.array(), HEADER);
    byte[] samples = new byte[BLOCK * 2];
    for (int at = 0; at < size; at += samples.length) {
      int count = Math.min(samples.length, size - at);
      if (sound.read(at, samples, 0, count) != count) {
        throw new EOFException("A sound that was there has gone");
      }
      for (int i = 0; i < count; i += 2) {
        byte upper = samples[i];
        samples[i] = samples[i + 1];
        samples[i + 1] = upper;
      }
      file.take(samples, count);
    }
  }

  /** How long a file sounds by what it says of itself. */
  static Duration length(Path file) throws IOException {
    long[] samples = new long[2];
    try (InputStream in = Files.newInputStream(file)) {
      read(
          in,
          new Samples() {
            @Override
            public void rate(int hertz) {
              samples[1] = hertz;
            }

            @Override
            public boolean take(short[] some, int count) {
              samples[0] += count;
              return true;
            }
          });
    }
    return samples[1] == 0 ? Duration.ZERO : Duration.ofMillis(samples[0] * 1_000 / samples[1]);
  }

  private void format(byte[] chunk) throws EOFException {
    if (chunk.length < 16) {
      throw new EOFException("The format of the file is cut off");
    }
    coding = little(chunk, 0, 2);
    channels = little(chunk, 2, 2);
    rate = little(chunk, 4, 4);
    bytesPerSample = (little(chunk, 14, 2) + 7) / 8;
    if (coding == EXTENSIBLE && chunk.length >= 26) {
      coding = little(chunk, 24, 2);
    }
  }

  private boolean isKnown() {
    boolean widthFits =
        switch (coding) {
          case PCM -> bytesPerSample >= 1 && bytesPerSample <= 4;
          case FLOAT -> bytesPerSample == 4;
          case A_LAW, MU_LAW -> bytesPerSample == 1;
          default -> false;
        };
    return widthFits && channels >= 1 && channels <= 16 && rate >= 1_000 && rate <= 384_000;
  }

  private boolean samples(InputStream in, long length, Samples into) throws IOException {
    into.rate(rate);
    int frame = bytesPerSample * channels;
    byte[] bytes = new byte[BLOCK * frame];
    short[] samples = new short[BLOCK];
    long left = length;
    boolean wanted = true;
    while (left >= frame && wanted) {
      int count = in.readNBytes(bytes, 0, (int) Math.min(bytes.length, left)) / frame;
      if (count == 0) {
        break;
      }
      for (int i = 0; i < count; i++) {
        samples[i] = mixed(bytes, i * frame);
      }
      wanted = into.take(samples, count);
      left -= (long) count * frame;
    }
    return true;
  }

  private short mixed(byte[] bytes, int at) {
    int sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum += sample(bytes, at + channel * bytesPerSample);
    }
    return (short) (sum / channels);
  }

  private int sample(byte[] bytes, int at) {
    return switch (coding) {
      case MU_LAW -> G711.fromMu(bytes[at]);
      case A_LAW -> G711.fromA(bytes[at]);
      case FLOAT -> {
        float value = Float.intBitsToFloat(little(bytes, at, 4));
        yield Math.round(Math.max(-1, Math.min(1, value)) * Short.MAX_VALUE);
      }
      // 8 bit have no sign, and of more the upper 16 are enough
      default ->
          bytesPerSample == 1
              ? ((bytes[at] & 0xFF) - 128) << 8
              : (bytes[at + bytesPerSample - 1] << 8) | (bytes[at + bytesPerSample - 2] & 0xFF);
    };
  }

  private static int little(byte[] bytes, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at + i] & 0xFF) << (8 * i);
    }
    return value;
  }
}
