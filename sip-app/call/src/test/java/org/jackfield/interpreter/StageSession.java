package org.jackfield.interpreter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaSession;
import org.jackfield.media.MediaStatistics;
import org.jackfield.media.Playback;
import org.jackfield.media.Recording;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;

/** A leg's sound without a network: what is played once is heard in no time, loops go on. */
final class StageSession implements MediaSession {

  private final Inbox inbox;
  final List<Sound> heard = new CopyOnWriteArrayList<>();
  final List<String> pressed = new CopyOnWriteArrayList<>();
  final List<StageRecording> recordings = new CopyOnWriteArrayList<>();
  volatile boolean soundsNeverEnd;
  volatile boolean isClosed;
  volatile MediaStatistics statistics = new MediaStatistics(0, 0, 0, 0, 0, 0, 0, 0);

  StageSession(Inbox inbox) {
    this.inbox = inbox;
  }

  void presses(String keys) {
    keys.chars().forEach(key -> inbox.onEvent(new MediaEvent.KeyPressed((char) key)));
  }

  @Override
  public Playback play(List<Sound> sounds, int times) {
    heard.addAll(sounds);
    StagePlayback playback = new StagePlayback();
    sounds.stream()
        .flatMap(sound -> sound.failure().stream())
        .forEach(failure -> inbox.onEvent(new MediaEvent.PlayFailed(playback, failure)));
    if (!soundsNeverEnd && times < 1_000) {
      inbox.onEvent(new MediaEvent.PlayEnded(playback));
    }
    return playback;
  }

  @Override
  public Playback press(String keys) {
    pressed.add(keys);
    StagePlayback playback = new StagePlayback();
    inbox.onEvent(new MediaEvent.PlayEnded(playback));
    return playback;
  }

  @Override
  public Recording record(Recording.Settings settings) {
    StageRecording recording = new StageRecording(settings);
    recordings.add(recording);
    return recording;
  }

  @Override
  public SoundFormat format() {
    return SoundFormat.PCMU_8000;
  }

  @Override
  public String description() {
    return "";
  }

  @Override
  public void accept(String answer) {
    // Nothing is negotiated on a stage
  }

  @Override
  public String reoffer(String offer) {
    return "";
  }

  @Override
  public void listenForSilence(int millis) {
    // Nobody speaks on this stage
  }

  @Override
  public MediaStatistics statistics() {
    return statistics;
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private final class StagePlayback implements Playback {
    @Override
    public void stop() {
      inbox.onEvent(new MediaEvent.PlayEnded(this));
    }

    @Override
    public long positionMillis() {
      return 0;
    }
  }

  final class StageRecording implements Recording {
    final Settings settings;
    final List<String> changes = new CopyOnWriteArrayList<>();

    StageRecording(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void pause(Pause pause) {
      changes.add(pause.name());
    }

    @Override
    public void resume() {
      changes.add("resume");
    }

    @Override
    public void stop() {
      inbox.onEvent(new MediaEvent.RecordingEnded(this));
    }

    @Override
    public Path file() {
      return settings.file();
    }

    @Override
    public Duration length() {
      return Duration.ofSeconds(3);
    }
  }
}
