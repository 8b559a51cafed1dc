package org.jackfield.interpreter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.Calls.Track;
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

  /** One for recordings beside those of this. */
  Recorder another() {
    return new Recorder(call, session, recordings, clock);
  }

  Draft begin(Take take) {
    kept = Optional.empty();
    Draft begun =
        recordings.draft(
            call.facts().accountSid(),
            call.facts().sid(),
            take.source(),
            take.channels() == Channels.DUAL ? 2 : 1,
            track(take.channels()),
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

  private static Track track(Channels channels) {
    return switch (channels) {
      case PEER -> Track.INBOUND;
      case HEARD -> Track.OUTBOUND;
      case MIXED, DUAL -> Track.BOTH;
    };
  }

  boolean isRunning() {
    return running != null;
  }

  /** Pauses what is being made. */
  void pause(Recording.Pause pause) {
    Recording recording = running;
    Draft made = draft;
    if (recording != null && made != null) {
      recording.pause(pause);
      recordings.pause(made, true);
    }
  }

  /** Goes on with it. */
  void resume() {
    Recording recording = running;
    Draft made = draft;
    if (recording != null && made != null) {
      recording.resume();
      recordings.pause(made, false);
    }
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

  /**
   * What was kept last. One that still runs is kept with what it has: its file is being closed, on
   * a disk that is too slow to wait for, and nobody's recording is thrown away for that.
   */
  Optional<Kept> take() {
    Recording late = running;
    if (late != null) {
      ended(late);
    }
    Optional<Kept> taken = kept;
    kept = Optional.empty();
    return taken;
  }
}
