package org.jackfield.media;

/** Sounds that are being played to a leg. */
public interface Playback {

  /** Ends it with the current frame; {@link MediaEvent.PlayEnded} follows. Harmless afterwards. */
  void stop();

  /** Milliseconds that have been heard. */
  long positionMillis();
}
