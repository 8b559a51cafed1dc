package org.jackfield.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A recording of a leg that is being made, or has been. */
public interface Recording {

  /** How it is made. */
  record Settings(
      /* A WAV file: G.711 as it came where there is one channel of a telephone leg. */
      Path file,
      Channels channels,
      Duration maxLength,
      boolean beep,
      boolean trimSilence,
      /* Silence that ends it; zero for never. */
      Duration finalSilence) {}

  /** What is in it. */
  enum Channels {
    /** The peer alone. */
    PEER,
    /** What the peer hears alone. */
    HEARD,
    /** Both directions in one channel. */
    MIXED,
    /** The peer left, what the peer hears right. */
    DUAL
  }

  /** What happens to the time of a pause. */
  enum Pause {
    /** It is left out. */
    SKIP,
    /** It is filled with silence. */
    SILENCE
  }

  /** Pauses until {@link #resume}. */
  void pause(Pause pause);

  /** Goes on. */
  void resume();

  /** Ends it; {@link MediaEvent.RecordingEnded} follows when the file is closed. */
  void stop();

  /** Where it is. */
  Path file();

  /**
   * Why it is not whole: its file could not be made, or no longer be written to, or not fast
   * enough, so that some of it is missing. What could be written is in the file. Known when {@link
   * MediaEvent.RecordingEnded} is told.
   */
  default Optional<MediaFailure> failure() {
    return Optional.empty();
  }

  /** How long it is, trimmed where asked for once it has ended. */
  Duration length();
}
