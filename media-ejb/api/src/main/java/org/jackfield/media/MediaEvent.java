package org.jackfield.media;

import java.time.Duration;

/** What happens to the sound of a leg. */
public sealed interface MediaEvent {

  /** The peer pressed a key: one of {@code 0-9 * # A-D}. Told once, when it goes down. */
  record KeyPressed(char key) implements MediaEvent {}

  /** All that was to be played has been, or was stopped. */
  record PlayEnded(Playback playback) implements MediaEvent {}

  /** A sound could not be had; what comes after it in the same playback is played. */
  record PlayFailed(Playback playback, MediaFailure failure) implements MediaEvent {}

  /** The peer began to speak. */
  record SpeechStarted() implements MediaEvent {}

  /** The peer has been silent for so long. Told once until it speaks again. */
  record SilenceLasted(Duration length) implements MediaEvent {}

  /**
   * A recording has ended and its file is closed. Whether all is in it, {@link Recording#failure}
   * says.
   */
  record RecordingEnded(Recording recording) implements MediaEvent {}

  /**
   * Nothing at all has come from the peer for the watchdog's time, though the call is answered and
   * nobody on hold.
   */
  record PeerSilent(Duration length) implements MediaEvent {}

  /**
   * A mistake of the engine, which is in its log, has ended this session's sound. Nothing of it
   * goes on; its ports are given back when it is closed.
   */
  record SoundBroke() implements MediaEvent {}
}
