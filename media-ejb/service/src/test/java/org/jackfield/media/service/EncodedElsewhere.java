package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes files of all kinds as others do: with the command line of ffmpeg. */
final class EncodedElsewhere {

  private final Path folder;

  EncodedElsewhere(Path folder) {
    this.folder = folder;
  }

  byte[] encode(short[] samples, int rate, String format, String ending) throws IOException {
    Path executable = Ffmpeg.unpack(folder.resolve("ffmpeg")).orElseThrow().resolve("ffmpeg");
    Path source = folder.resolve("source.wav");
    Files.write(source, Waves.wav(samples, rate, 1));
    Path target = folder.resolve("made." + ending);
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                executable.toString(),
                "-nostdin",
                "-y",
                "-v",
                "error",
                "-i",
                source.toString(),
                "-f",
                format,
                target.toString()));
    command.environment().put("LD_LIBRARY_PATH", executable.resolveSibling("").toString());
    Process process = command.inheritIO().start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    assertThat(process.exitValue()).isZero();
    return Files.readAllBytes(target);
  }
}
