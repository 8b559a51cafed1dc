package org.jackfield.media.rtp;

import org.jspecify.annotations.Nullable;

/** Things that have all to be done, though one of them may fail. */
final class Steps {

  private Steps() {}

  /** Does each in order; what failed first is thrown when all have been. */
  static void all(Runnable... steps) {
    @Nullable Throwable first = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (Throwable mistake) {
        first = first == null ? mistake : first;
      }
    }
    switch (first) {
      case null -> {
        // All went well
      }
      case Error error -> throw error;
      case RuntimeException mistake -> throw mistake;
      default -> throw new IllegalStateException(first);
    }
  }
}
