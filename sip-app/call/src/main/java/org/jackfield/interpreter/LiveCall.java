package org.jackfield.interpreter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jackfield.call.Call;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** A call that is alive on this node, as others see it. Any thread. */
final class LiveCall {

  private final Call call;
  private final Inbox inbox;

  // Set once by the call's thread, or before it starts
  private volatile @Nullable Line line;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CompletableFuture<Boolean> told = new CompletableFuture<>();

  LiveCall(Call call, Inbox inbox) {
    this.call = call;
    this.inbox = inbox;
  }

  Call call() {
    return call;
  }

  Sid sid() {
    return call.facts().sid();
  }

  Inbox inbox() {
    return inbox;
  }

  @Nullable Line line() {
    return line;
  }

  void isCarriedBy(Line carrying) {
    line = carrying;
  }

  /** All that it had has been given back. */
  void isOver() {
    over.countDown();
  }

  /** Its applications have been told all of it. */
  void isTold() {
    told.complete(true);
  }

  /** Has something done when {@link #isTold}. */
  void whenTold(Runnable deed) {
    told.thenRun(deed);
  }

  /** Waits for {@link #isOver}, this long at most. */
  boolean awaitOver(Duration patience) {
    try {
      return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for {@link #isTold}, this long at most. */
  boolean awaitTold(Duration patience) {
    return told.copy().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
