package org.jackfield.router.sip;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that is to be done later, for all dialogs of a node. The one thread only hands it on: what
 * is done goes into the order of the dialog's session. Any thread.
 */
final class Delays implements AutoCloseable {

  private final ScheduledThreadPoolExecutor executor;

  Delays() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sip-delays").daemon().factory());
    // A call is over long before its half an hour is: nothing of it shall wait here
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Hands on once, unless it is cancelled before. */
  Future<?> after(Duration delay, Runnable work) {
    return executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
