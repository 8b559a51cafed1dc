package org.jackfield.media.service;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jackfield.media.Speech.Samples;
import org.jackfield.media.codec.G711;

/** Makes samples of a file, by what its bytes say it is: its stated type is believed last. */
final class Decoding {

  private static final int BLOCK = 4_096;

  private final FutureTask<Optional<Ffmpeg>> ffmpeg;

  /** With what is looked for when it is needed first. */
  Decoding(Callable<Optional<Ffmpeg>> search) {
    this.ffmpeg = new FutureTask<>(search);
  }

  /** Looks for what decodes, so that the first caller need not wait for it. */
  void warmUp() {
    ffmpeg.run();
  }

  /**
   * Decodes a file.
   *
   * @param contentType what its origin said
   * @param name its address, whose ending may tell what its bytes do not
   */
  void decode(Path file, String contentType, String name, Samples into) throws Unmade {
    try {
      byte[] head;
      try (InputStream in = Files.newInputStream(file)) {
        head = in.readNBytes(16);
      }
      if (WaveFile.isWave(head)) {
        try (InputStream in = Files.newInputStream(file)) {
          if (WaveFile.read(in, into)) {
            return;
          }
        }
      }
      String type = contentType.toLowerCase(Locale.ROOT);
      String path = name.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
      if (isRawLaw(type, path) && !hasOwnHeader(head)) {
        raw(file, type.contains("alaw") || path.endsWith(".al"), into);
        return;
      }
      boolean gsm = (type.contains("gsm") || path.endsWith(".gsm")) && !hasOwnHeader(head);
      ffmpeg()
          .orElseThrow(() ->
              new Unmade(
                  Unmade.NO_SOUND,
                  "The file is no WAV file, and no ffmpeg is there to decode others"))
          .decode(file, gsm ? Optional.of("gsm") : Optional.empty(), into);
    } catch (EOFException cut) {
      throw new Unmade(Unmade.NO_SOUND, "The file is cut off");
    } catch (IOException broken) {
      throw new Unmade(Unmade.INTERNAL, "The file could not be decoded: " + broken.getMessage());
    }
  }

  /** Brings a WAV file of ours into MP3. */
  void encode(Path wav, Path mp3) throws IOException, Unmade {
    ffmpeg()
        .orElseThrow(() -> new Unmade(Unmade.INTERNAL, "No ffmpeg is there to encode MP3"))
        .encode(wav, mp3);
  }

  private Optional<Ffmpeg> ffmpeg() throws Unmade {
    ffmpeg.run();
    try {
      return ffmpeg.get();
    } catch (ExecutionException unusable) {
      throw new Unmade(Unmade.INTERNAL, String.valueOf(unusable.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unmade(Unmade.INTERNAL, "The media layer is being stopped");
    }
  }

  private static boolean isRawLaw(String type, String path) {
    return type.startsWith("audio/basic")
        || type.contains("ulaw")
        || type.contains("mulaw")
        || type.contains("alaw")
        || type.startsWith("audio/pcmu")
        || path.endsWith(".ulaw")
        || path.endsWith(".ul")
        || path.endsWith(".al");
  }

  private static boolean hasOwnHeader(byte[] head) {
    String start = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
    return WaveFile.isWave(head)
        || start.startsWith(".snd")
        || start.startsWith("OggS")
        || start.startsWith("ID3")
        || start.startsWith("FORM")
        || start.startsWith("fLaC");
  }

  private static void raw(Path file, boolean aLaw, Samples into) throws IOException {
    into.rate(8_000);
    byte[] bytes = new byte[BLOCK];
    short[] samples = new short[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      boolean wanted = true;
      for (int count = in.read(bytes); count > 0 && wanted; count = in.read(bytes)) {
        for (int i = 0; i < count; i++) {
          samples[i] = aLaw ? G711.fromA(bytes[i]) : G711.fromMu(bytes[i]);
        }
        wanted = into.take(samples, count);
      }
    }
  }
}
