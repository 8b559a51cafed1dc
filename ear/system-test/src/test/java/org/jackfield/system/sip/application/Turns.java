package org.jackfield.system.sip.application;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts how often code that must run alone has run, and notes when it did not. */
public final class Turns {
  private static final long A_WHILE = Duration.ofMillis(1).toNanos();

  private final AtomicInteger in = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  /** Takes long enough for another to come in. */
  void take(String what) {
    if (in.incrementAndGet() > 1) {
      Journal.note("not alone: " + what);
    }
    LockSupport.parkNanos(A_WHILE);
    taken.incrementAndGet();
    in.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}
