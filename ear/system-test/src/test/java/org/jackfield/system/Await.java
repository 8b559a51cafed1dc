package org.jackfield.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for facts, with a deadline. */
public final class Await {
  public static final Duration SOON = Duration.ofSeconds(10);

  private Await() {}

  /** Waits until something is so, and fails with its name if it is not in time. */
  public static void until(String fact, Duration deadline, Callable<Boolean> holds) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (!holds.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("Not within " + deadline.toSeconds() + " s: " + fact);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting: " + fact, e);
    } catch (Exception e) {
      throw new AssertionError("Failed while waiting: " + fact, e);
    }
  }

  public static void until(String fact, Callable<Boolean> holds) {
    until(fact, SOON, holds);
  }
}
