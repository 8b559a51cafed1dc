package org.jackfield.interpreter;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a fact, with a deadline. */
final class Await {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private Await() {}

  static void until(String fact, BooleanSupplier isSo) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + DEADLINE + ": " + fact);
      }
      LockSupport.parkNanos(500_000);
    }
  }
}
