package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jackfield.media.SoundFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording whose process is killed while it goes on: at most a second of it is lost. */
class KilledProcessTest {

  // 128 and the number of the signal
  private static final int KILLED = 128 + 9;
  private static final int LINE = 8;

  @TempDir private Path folder;

  private static Process recording(Path file) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            RecordingProcess.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  @Timeout(60)
  void leavesAFileThatPlays() throws Exception {
    Path file = folder.resolve("killed.wav");
    int enough = 200 + ThreadLocalRandom.current().nextInt(50);
    Process process = recording(file);
    long received = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      while (line != null) {
        // The last one may have been cut
        received = line.length() == LINE ? Long.parseLong(line) : received;
        if (received >= enough) {
          // The process's own method would close what it has said as well
          process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(KILLED);

    long spoken = received * SoundFormat.FRAME_MILLIS;
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
      long kept = sound.getFrameLength() / 8;
      assertThat(kept).as("of %d ms", spoken).isBetween(spoken - 1_000, spoken + 1_000);
      assertThat(sound.readAllBytes()).as("as much as the header says").hasSize((int) kept * 8);
    }
    short[] samples = WavFile.read(file).samples();
    assertThat(Files.size(file)).isGreaterThanOrEqualTo(samples.length);
    short[] last = Arrays.copyOfRange(samples, samples.length - 4_000, samples.length);
    assertThat(Tones.usualShare(last, RecordingProcess.HERTZ)).isGreaterThan(0.9);
  }
}
