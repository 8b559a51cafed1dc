package org.jackfield.media.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jackfield.media.codec.G711;
import org.jackfield.media.codec.Resampler;

/**
 * What is in a WAV file, ours or another's: of G.711 or 16 bit.
 *
 * @param samples of the first channel
 */
record WavFile(int rate, short[] samples) {

  private static final int DATA = 0x61746164;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;

  static WavFile read(Path path) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (file.getInt(at) != DATA) {
      at += 8 + file.getInt(at + 4);
    }
    int format = file.getShort(20);
    int channels = file.getShort(22);
    int bytes = format == MU_LAW || format == A_LAW ? 1 : 2;
    // Who was ended has not always written how much there is
    int count = (file.capacity() - at - 8) / bytes / channels;
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      int place = at + 8 + i * bytes * channels;
      switch (format) {
        case MU_LAW -> G711.decodeMu(file.array(), place, 1, samples, i);
        case A_LAW -> G711.decodeA(file.array(), place, 1, samples, i);
        default -> samples[i] = file.getShort(place);
      }
    }
    return new WavFile(file.getInt(24), samples);
  }

  short[] atEightKilohertz() {
    Resampler resampler = new Resampler(rate, 8_000);
    int frame = rate / 50;
    short[] out = new short[samples.length / frame * 160];
    short[] made = new short[160];
    for (int i = 0; i < out.length / 160; i++) {
      resampler.resample(samples, i * frame, frame, made, 0);
      System.arraycopy(made, 0, out, i * 160, 160);
    }
    return out;
  }
}
