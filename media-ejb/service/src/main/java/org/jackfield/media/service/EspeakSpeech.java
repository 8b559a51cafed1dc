package org.jackfield.media.service;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Speech;

/**
 * The many languages of espeak-ng, where it is installed: a child process for each text, so many at
 * once, killed when its time is over. The text goes in by its input and never into its command.
 * Entered by any thread; whoever asks waits.
 */
final class EspeakSpeech implements Speech {

  private final String executable;
  private final String edition;
  private final Semaphore places;
  private final ScheduledExecutorService timer;
  private final Duration patience;
  private final Duration longest;

  private EspeakSpeech(
      String executable,
      String edition,
      int places,
      ScheduledExecutorService timer,
      Duration patience,
      Duration longest) {
    this.executable = executable;
    this.edition = edition;
    this.places = new Semaphore(places, true);
    this.timer = timer;
    this.patience = patience;
    this.longest = longest;
  }

  /**
   * The one of that name, if it starts.
   *
   * @param executable a path, or a name to be looked for
   */
  static Optional<EspeakSpeech> find(
      String executable, MediaSettings settings, ScheduledExecutorService timer) {
    try {
      Process process = start(List.of(executable, "--version"));
      ScheduledFuture<?> limit =
          timer.schedule(process::destroyForcibly, 5_000, TimeUnit.MILLISECONDS);
      try (InputStream out = process.getInputStream()) {
        String told = new String(out.readNBytes(200), StandardCharsets.UTF_8);
        String version = told.lines().findFirst().orElse("").replaceFirst("\\s+Data at.*", "");
        return process.waitFor() == 0
            ? Optional.of(
                new EspeakSpeech(
                    executable,
                    version,
                    settings.places(),
                    timer,
                    settings.patience(),
                    settings.longestFetch()))
            : Optional.empty();
      } finally {
        limit.cancel(false);
        process.destroyForcibly();
      }
    } catch (IOException absent) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "espeak-ng";
  }

  @Override
  public String edition() {
    return edition;
  }

  @Override
  public void speak(SpokenText text, Voice voice, Samples into) throws SpeechFailed {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("All places of espeak-ng are taken");
      }
      try {
        run(text, command(text, voice), into);
      } finally {
        places.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed("The media layer is being stopped");
    } catch (IOException broken) {
      throw failed("espeak-ng does not speak: " + broken.getMessage());
    }
  }

  private List<String> command(SpokenText text, Voice voice) throws SpeechFailed {
    // A part of it may come from the document
    if (!voice.name().matches("[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")) {
      throw failed("'" + voice.name() + "' is no voice of espeak-ng");
    }
    List<String> command =
        new ArrayList<>(List.of(executable, "--stdin", "--stdout", "-b", "1", "-v", voice.name()));
    for (String[] option : new String[][] {{"rate", "-s"}, {"pitch", "-p"}, {"volume", "-a"}}) {
      String value = voice.settings().get(option[0]);
      if (value != null && value.matches("\\d{1,3}")) {
        command.addAll(List.of(option[1], value));
      }
    }
    if (text.markup()) {
      command.add("-m");
    }
    return command;
  }

  private void run(SpokenText text, List<String> command, Samples into)
      throws IOException, SpeechFailed, InterruptedException {
    Process process = start(command);
    ScheduledFuture<?> limit =
        timer.schedule(process::destroyForcibly, longest.toMillis(), TimeUnit.MILLISECONDS);
    boolean[] wanted = {true};
    try (InputStream out = new BufferedInputStream(process.getInputStream())) {
      Thread.ofVirtual().name("media espeak").start(() -> tell(process, text));
      boolean sound = isSound(out) && WaveFile.read(out, watching(into, wanted));
      if (wanted[0] && (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0)) {
        throw failed(
            limit.isDone()
                ? "The text takes too long to be spoken"
                : "espeak-ng has no voice '" + command.get(6) + "'");
      }
      if (!sound) {
        throw failed("espeak-ng has said nothing");
      }
    } finally {
      limit.cancel(false);
      process.destroyForcibly();
    }
  }

  private static boolean isSound(InputStream out) throws IOException {
    out.mark(16);
    byte[] head = out.readNBytes(12);
    out.reset();
    return WaveFile.isWave(head);
  }

  private static Samples watching(Samples into, boolean[] wanted) {
    return new Samples() {
      @Override
      public void rate(int hertz) {
        into.rate(hertz);
      }

      @Override
      public boolean take(short[] samples, int count) {
        wanted[0] = into.take(samples, count);
        return wanted[0];
      }
    };
  }

  private static void tell(Process process, SpokenText text) {
    try (OutputStream in = process.getOutputStream()) {
      String words =
          text.markup() ? "<speak>" + Markup.speechAlone(text.text()) + "</speak>" : text.text();
      in.write(words.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      // It has ended before, and its exit code says why
      System.getLogger(EspeakSpeech.class.getName())
          .log(System.Logger.Level.DEBUG, "espeak-ng has not read its text", gone);
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static SpeechFailed failed(String message) {
    return new SpeechFailed(new MediaFailure(Unmade.NO_SPEECH, message));
  }
}
