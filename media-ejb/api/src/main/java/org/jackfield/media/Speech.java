package org.jackfield.media;

import java.util.Map;
import org.jackfield.media.MediaRequest.SpokenText;

/** Speaks text. Entered by any thread; whoever asks waits. */
public interface Speech {

  /** Its name in the table of voices. */
  String name();

  /** What its sound depends on beside the text and the voice, e.g. its version. */
  String edition();

  /** How many texts it could speak at once without loading anything. */
  default int engines() {
    return 0;
  }

  /**
   * Speaks, piece by piece.
   *
   * @throws SpeechFailed if it cannot
   */
  void speak(SpokenText text, Voice voice, Samples into) throws SpeechFailed;

  /**
   * A voice of an engine.
   *
   * @param engine the name of the {@link Speech} that has it
   * @param name what the engine calls it
   * @param settings of the engine's own, e.g. {@code pitch}
   */
  record Voice(String engine, String name, Map<String, String> settings) {}

  /** Takes samples of 16 bit in one channel, in order, from one thread. */
  interface Samples {

    /** Told once, before the first samples. */
    void rate(int hertz);

    /**
     * The next samples, to be copied.
     *
     * @return whether more is wanted
     */
    boolean take(short[] samples, int count);
  }

  /** It could not be spoken. */
  class SpeechFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient MediaFailure failure;

    /** With what the customer may read. */
    public SpeechFailed(MediaFailure failure) {
      super(failure.message());
      this.failure = failure;
    }

    /** What the customer may read. */
    public MediaFailure failure() {
      return failure;
    }
  }
}
