package org.jackfield.interpreter;

import java.util.Optional;

/** An instruction being performed. */
@FunctionalInterface
interface Execution {

  /** Performs it from top to bottom. */
  Next perform() throws CallInterrupted;

  /**
   * Ends it after an interruption: what the application is still told if the call ended; its answer
   * is not performed.
   */
  default Optional<Next.Document> afterEnd() {
    return Optional.empty();
  }
}
