package org.jackfield.media.rtp;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must become true. */
final class Fact {

  private Fact() {}

  static void await(String sentence, BooleanSupplier fact) {
    long end = System.nanoTime() + FarSide.PATIENCE.toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen: " + sentence);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
