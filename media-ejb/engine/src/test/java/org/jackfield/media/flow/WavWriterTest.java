package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jackfield.media.Signals;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavWriterTest {

  private static final int FRAME = 160;

  @TempDir private Path folder;

  private final short[] voice = Signals.speech(8_000, 3_000);

  @ParameterizedTest
  @EnumSource(SoundEncoding.class)
  void writesWhatOthersRead(SoundEncoding encoding) throws Exception {
    Path path = folder.resolve("voice.wav");
    try (WavWriter writer = new WavWriter(path, 8_000, 1, encoding, false)) {
      writeAll(writer, voice);
      assertThat(writer.millis()).isEqualTo(3_000);
    }
    Heard heard = read(path);
    assertThat(heard.format().getChannels()).isEqualTo(1);
    assertThat(heard.left()).hasSameSizeAs(voice);
    assertThat(Signals.correlation(voice, heard.left())).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @EnumSource(SoundEncoding.class)
  void tellsOfNoMoreThanCameToADiskThatIsFull(SoundEncoding encoding) throws Exception {
    Path path = folder.resolve("full.wav");
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    int room = 12_345;
    WavWriter writer = new WavWriter(new SmallDisk(file, room), 8_000, 1, encoding, false);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> writeAll(writer, voice));
    writer.close();

    assertThat(Files.size(path)).isBetween(room - 3L, (long) room);
    Heard heard = read(path);
    int header = encoding == SoundEncoding.LINEAR_16 ? 44 : 58;
    int samples = (room - header) / 2 * 2 / encoding.bytesPerSample();
    assertThat(heard.left()).hasSize(samples);
    assertThat(writer.millis()).isEqualTo(samples / 8);
    assertThat(Signals.correlation(Arrays.copyOf(voice, samples), heard.left()))
        .isGreaterThan(0.99);
  }

  @ParameterizedTest
  @EnumSource(SoundEncoding.class)
  void keepsTwoChannelsApart(SoundEncoding encoding) throws Exception {
    Path path = folder.resolve("both.wav");
    short[] other = Signals.sine(8_000, 3_000, 440, 8_000);
    try (WavWriter writer = new WavWriter(path, 8_000, 2, encoding, false)) {
      for (int at = 0; at < voice.length; at += FRAME) {
        writer.write(voice, other, at, FRAME);
      }
      assertThat(writer.millis()).isEqualTo(3_000);
    }
    Heard heard = read(path);
    assertThat(Signals.correlation(voice, heard.left())).isGreaterThan(0.99);
    assertThat(Signals.correlation(other, heard.right())).isGreaterThan(0.99);
  }

  @Test
  void keepsBytesAsTheyCame() throws Exception {
    Path path = folder.resolve("coded.wav");
    byte[] coded = new byte[voice.length];
    G711.encodeMu(voice, 0, voice.length, coded, 0);
    try (WavWriter writer = new WavWriter(path, 8_000, 1, SoundEncoding.MU_LAW, false)) {
      for (int at = 0; at < coded.length; at += FRAME) {
        writer.writeCoded(coded, at, FRAME);
      }
    }
    byte[] file = Files.readAllBytes(path);
    assertThat(file).hasSize(58 + coded.length).endsWith(coded);
  }

  @Test
  void losesAtMostASecondWhenItIsNeverClosed() throws Exception {
    Path path = folder.resolve("crash.wav");
    WavWriter writer = new WavWriter(path, 8_000, 1, SoundEncoding.LINEAR_16, true);
    for (int at = 0; at < voice.length; at += FRAME) {
      writer.write(voice, at, FRAME);
      int whole = read(path).left().length;
      assertThat(at + FRAME - whole).isLessThanOrEqualTo(8_000);
    }
    writer.close();
    writer.close();
  }

  @Test
  void cutsSilenceOffAtBothEndsButNotInside() throws Exception {
    Path path = folder.resolve("trimmed.wav");
    short[] tone = Signals.sine(8_000, 1_000, 440, 8_000);
    try (WavWriter writer = new WavWriter(path, 8_000, 1, SoundEncoding.MU_LAW, true)) {
      writer.writeSilence(2_500);
      writeAll(writer, tone);
      writer.writeSilence(1_000);
      writeAll(writer, tone);
      writer.writeSilence(4_000);
      assertThat(writer.millis()).isEqualTo(9_500);
      writer.close();
      assertThat(writer.millis()).isEqualTo(3_200);
    }
    short[] heard = read(path).left();
    assertThat(heard).hasSize(8 * 3_200);
    assertThat(Signals.level(heard, 0, 800)).isLessThan(-60);
    assertThat(Signals.level(heard, 800, 8_000)).isGreaterThan(-20);
    assertThat(Signals.level(heard, 17_000, 7_000)).isGreaterThan(-20);
    assertThat(Files.size(path)).isEqualTo(58 + 8 * 3_200);
  }

  @Test
  void isEmptyWhereAllWasSilent() throws Exception {
    Path path = folder.resolve("silent.wav");
    try (WavWriter writer = new WavWriter(path, 8_000, 2, SoundEncoding.LINEAR_16, true)) {
      writer.writeSilence(5_000);
    }
    assertThat(read(path).left()).isEmpty();
    assertThat(Files.size(path)).isEqualTo(44);
  }

  @Test
  void refusesToWriteWhenClosed() throws Exception {
    WavWriter writer = new WavWriter(folder.resolve("x.wav"), 8_000, 1, SoundEncoding.A_LAW, false);
    writer.write(voice, 0, 3);
    writer.close();
    assertThat(Files.size(folder.resolve("x.wav"))).isEqualTo(58 + 4);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.write(voice, 0, FRAME));
  }

  private static void writeAll(WavWriter writer, short[] sound) throws IOException {
    for (int at = 0; at < sound.length; at += FRAME) {
      writer.write(sound, at, FRAME);
    }
  }

  private record Heard(AudioFormat format, short[] left, short[] right) {}

  private static Heard read(Path path) throws IOException, UnsupportedAudioFileException {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(path.toFile())) {
      AudioFormat format = in.getFormat();
      AudioFormat linear = new AudioFormat(8_000, 16, format.getChannels(), true, false);
      byte[] bytes = AudioSystem.getAudioInputStream(linear, in).readAllBytes();
      int channels = format.getChannels();
      short[][] out = new short[2][bytes.length / 2 / channels];
      for (int i = 0; i < bytes.length / 2; i++) {
        out[i % channels][i / channels] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
      }
      return new Heard(format, out[0], out[1]);
    }
  }
}
