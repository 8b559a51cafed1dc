package org.jackfield.media;

/**
 * Told what happens to a leg's sound. Called by the engine's threads: must neither wait nor fail.
 */
@FunctionalInterface
public interface MediaListener {
  /** It has happened. */
  void onEvent(MediaEvent event);
}
