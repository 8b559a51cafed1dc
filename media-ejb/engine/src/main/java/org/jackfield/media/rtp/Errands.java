package org.jackfield.media.rtp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What is wanted of a ticker, mostly in its order. Any thread adds, the ticker takes. */
final class Errands {

  private static final int USUAL = 1 << 13;

  private final Ring<Errand> waiting = new Ring<>(USUAL);
  // Of tickers alone, who never wait for each other: bounded by their legs
  private final Queue<Errand> beyond = new ConcurrentLinkedQueue<>();

  /** Something of a leg, or of a room. */
  record Errand(TurnTaker of, Runnable task) {}

  /** Whether there was room. */
  boolean offer(Errand errand) {
    return waiting.offer(errand);
  }

  /** There is always room. */
  void add(Errand errand) {
    if (!waiting.offer(errand)) {
      beyond.add(errand);
    }
  }

  @Nullable Errand poll() {
    Errand next = waiting.poll();
    return next == null ? beyond.poll() : next;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && beyond.isEmpty();
  }
}
