package org.jackfield.sip.container.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Waits until the calls in progress have ended. Any thread may enter. */
final class Drain {
  private static final long LOOK_EVERY_MILLIS = 100;
  private @Nullable CompletableFuture<Void> waiting;

  /** Completes when there are none left, or when it is given up. */
  synchronized CompletionStage<Void> await(IntSupplier dialogs) {
    giveUp();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    if (dialogs.getAsInt() == 0) {
      ended.complete(null);
      return ended;
    }
    waiting = ended;
    ScheduledExecutorService look = Threads.scheduled("sip-drain", 1);
    look.scheduleWithFixedDelay(
        () -> {
          if (dialogs.getAsInt() == 0) {
            ended.complete(null);
          }
        },
        LOOK_EVERY_MILLIS,
        LOOK_EVERY_MILLIS,
        TimeUnit.MILLISECONDS);
    ended.whenComplete((none, failure) -> look.shutdownNow());
    return ended;
  }

  synchronized void giveUp() {
    if (waiting != null) {
      waiting.complete(null);
      waiting = null;
    }
  }
}
