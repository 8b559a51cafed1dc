package org.jackfield.interpreter;

import java.util.Optional;

/** An instruction being performed. */
@FunctionalInterface
interface Execution {

  /** Performs it from top to bottom. */
  Next perform() throws CallInterrupted;

  /**
   * What the application is still told when the call ended during this instruction; its answer is
   * not performed.
   */
  default Optional<Next.Document> afterEnd() {
    return Optional.empty();
  }
}
