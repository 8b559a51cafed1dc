package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.Speech.Samples;

/**
 * Decodes whatever ffmpeg can, as a child process that is killed when its time is over: a hostile
 * file harms nobody but that process. It may open the one file alone, and only formats that name no
 * other files. Entered by any thread; whoever asks waits.
 */
final class Ffmpeg {

  private static final String BUNDLED = "org/bytedeco/ffmpeg/linux-x86_64/";

  private static final List<String> FILES =
      List.of(
          "ffmpeg",
          "libavdevice.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavcodec.so.62",
          "libavutil.so.60",
          "libswresample.so.6",
          "libswscale.so.9",
          "libdrm.so.2",
          "libva.so.2",
          "libva-drm.so.2");

  /**
   * A sound system that the executable is bound to and never calls here, for we name no devices. On
   * a server it is mostly not installed, and any library in its place lets the executable start.
   */
  private static final String ABSENT = "libpulse.so.0";

  private static final String STAND_IN = "libva-drm.so.2";

  private static final String FORMATS = "mp3,wav,w64,ogg,mov,mp4,m4a,flac,aac,amr,aiff,au,caf";

  private static final int RATE = 48_000;

  /** Bytes a second of a WAV file that are encoded at least: ten times as fast as a call speaks. */
  private static final int SLOWEST = 160_000;

  private final Path executable;
  private final Optional<Path> libraries;
  private final ScheduledExecutorService timer;
  private final Duration longest;

  private Ffmpeg(
      Path executable, Optional<Path> libraries, ScheduledExecutorService timer, Duration longest) {
    this.executable = executable;
    this.libraries = libraries;
    this.timer = timer;
    this.longest = longest;
  }

  /** The one that the application brings, else the machine's own, whichever starts. */
  static Optional<Ffmpeg> find(Path folder, ScheduledExecutorService timer, Duration longest) {
    List<Ffmpeg> candidates = new ArrayList<>();
    unpack(folder.resolve("ffmpeg"))
        .ifPresent(unpacked ->
            candidates.add(
                new Ffmpeg(unpacked.resolve("ffmpeg"), Optional.of(unpacked), timer, longest)));
    candidates.add(new Ffmpeg(Path.of("ffmpeg"), Optional.empty(), timer, longest));
    return candidates.stream().filter(Ffmpeg::starts).findFirst();
  }

  /**
   * Decodes a file, and hands over samples while it does.
   *
   * @param format what it is, where its bytes do not say so, e.g. {@code gsm}
   */
  void decode(Path file, Optional<String> format, Samples into) throws IOException, Unmade {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error"));
    arguments.addAll(List.of("-protocol_whitelist", "file", "-format_whitelist"));
    arguments.add(format.map(name -> name).orElse(FORMATS));
    format.ifPresent(name -> arguments.addAll(List.of("-f", name)));
    arguments.addAll(List.of("-i", "file:" + file, "-map", "0:a:0", "-vn", "-sn", "-dn"));
    arguments.addAll(
        List.of("-ac", "1", "-ar", Integer.toString(RATE), "-f", "s16le", "-flush_packets", "1"));
    arguments.add("pipe:1");
    run(arguments, into);
  }

  /** Brings a WAV file of ours into MP3, whole. */
  void encode(Path wav, Path mp3) throws IOException, Unmade {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y"));
    arguments.addAll(List.of("-protocol_whitelist", "file", "-f", "wav", "-i", "file:" + wav));
    arguments.addAll(List.of("-c:a", "libmp3lame", "-q:a", "4", "-f", "mp3", "file:" + mp3));
    Process process = start(arguments);
    try {
      process.getOutputStream().close();
      if (exitCode(process, longest.plusSeconds(Files.size(wav) / SLOWEST)) != 0) {
        throw new Unmade(Unmade.INTERNAL, "The sound could not be brought into MP3");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private void run(List<String> arguments, Samples into) throws IOException, Unmade {
    Process process = start(arguments);
    ScheduledFuture<?> limit =
        timer.schedule(process::destroyForcibly, longest.toMillis(), TimeUnit.MILLISECONDS);
    boolean wanted = true;
    boolean anything = false;
    try (InputStream out = process.getInputStream()) {
      into.rate(RATE);
      byte[] bytes = new byte[8_192];
      short[] samples = new short[bytes.length / 2];
      for (int count = out.readNBytes(bytes, 0, bytes.length);
          count > 1 && wanted;
          count = out.readNBytes(bytes, 0, bytes.length)) {
        for (int i = 0; i < count / 2; i++) {
          samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
        }
        wanted = into.take(samples, count / 2);
        anything = true;
      }
      if (wanted && (exitCode(process) != 0 || !anything)) {
        throw new Unmade(
            Unmade.NO_SOUND,
            limit.isDone() ? "The file takes too long to decode" : "The file is no sound we know");
      }
    } finally {
      limit.cancel(false);
      process.destroyForcibly();
    }
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    libraries.ifPresent(path -> builder.environment().put("LD_LIBRARY_PATH", path.toString()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private int exitCode(Process process) throws Unmade {
    return exitCode(process, longest);
  }

  private static int exitCode(Process process, Duration limit) throws Unmade {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unmade(Unmade.INTERNAL, "The media layer is being stopped");
    }
  }

  private boolean starts() {
    try {
      Process process = start(List.of("-version"));
      try (InputStream out = process.getInputStream()) {
        out.readAllBytes();
        return exitCode(process) == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException | Unmade absent) {
      System.getLogger(Ffmpeg.class.getName())
          .log(System.Logger.Level.DEBUG, executable + " does not start", absent);
      return false;
    }
  }

  static Optional<Path> unpack(Path folder) {
    ClassLoader loader = Ffmpeg.class.getClassLoader();
    if (loader == null || loader.getResource(BUNDLED + FILES.getFirst()) == null) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder);
      for (String name : FILES) {
        if (!put(loader, name, folder.resolve(name))) {
          return Optional.empty();
        }
      }
      return put(loader, STAND_IN, folder.resolve(ABSENT)) ? Optional.of(folder) : Optional.empty();
    } catch (IOException unusable) {
      throw new UncheckedIOException("ffmpeg cannot be put into " + folder, unusable);
    }
  }

  private static boolean put(ClassLoader loader, String name, Path whole) throws IOException {
    try (InputStream resource = loader.getResourceAsStream(BUNDLED + name)) {
      if (resource == null) {
        return false;
      }
      // Put in place at once: another node may be starting on the same folder
      Path part = Files.createTempFile(whole.getParent(), name, ".part");
      Files.copy(resource, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      return whole.toFile().setExecutable(true, true);
    }
  }
}
