package org.jackfield.interpreter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.Recordings;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jspecify.annotations.Nullable;

/** Makes the recordings that instructions ask for, one at a time. The call's own thread only. */
final class Recorder {

  private final Call call;
  private final MediaSession session;
  private final Recordings recordings;
  private final InstantSource clock;
  private @Nullable Draft draft;
  private @Nullable Recording running;
  private Optional<Kept> kept = Optional.empty();

  Recorder(Call call, MediaSession session, Recordings recordings, InstantSource clock) {
    this.call = call;
    this.session = session;
    this.recordings = recordings;
    this.clock = clock;
  }

  Draft begin(Take take) {
    kept = Optional.empty();
    Draft begun =
        recordings.draft(
            call.facts().accountSid(),
            call.facts().sid(),
            take.source(),
            take.channels() == Channels.DUAL ? 2 : 1,
            clock.instant());
    draft = begun;
    running =
        session.record(
            new Recording.Settings(
                begun.file(),
                take.channels(),
                take.maxLength(),
                take.beep(),
                take.trim(),
                take.finalSilence()));
    return begun;
  }

  boolean isRunning() {
    return running != null;
  }

  void stop() {
    Recording recording = running;
    if (recording != null) {
      recording.stop();
    }
  }

  /**
   * A recording has ended and its file is closed.
   *
   * @return what was kept, if it is the one that is being made
   */
  Optional<Optional<Kept>> ended(Recording recording) {
    Draft made = draft;
    if (!recording.equals(running) || made == null) {
      return Optional.empty();
    }
    running = null;
    draft = null;
    Duration length = recording.length();
    if (length.isZero()) {
      recordings.discard(made);
      kept = Optional.empty();
    } else {
      kept = Optional.of(recordings.keep(made, length));
    }
    return Optional.of(kept);
  }

  /** What was kept last; given up if it still runs, so that nothing stays behind. */
  Optional<Kept> take() {
    Draft lost = draft;
    if (lost != null) {
      draft = null;
      running = null;
      recordings.discard(lost);
    }
    Optional<Kept> taken = kept;
    kept = Optional.empty();
    return taken;
  }
}
