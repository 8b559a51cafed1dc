package org.jackfield.media.rtp;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What is wanted of a leg, in the order in which it was wanted, whichever ticker the leg is of by
 * then: what a ticker hands on for a leg that has left it would arrive behind what came after it.
 * Any thread adds, the leg's ticker does. As long as the work of tickers, which is bounded.
 */
final class Wishes {

  private final ConcurrentLinkedDeque<Runnable> waiting = new ConcurrentLinkedDeque<>();
  private final Runnable next = this::doNext;

  /** Something more, after all that was wanted before. */
  void add(Ticker ticker, Leg of, Runnable wish) {
    waiting.addLast(wish);
    try {
      ticker.submit(of, next);
    } catch (IllegalStateException full) {
      waiting.removeLastOccurrence(wish);
      throw full;
    }
  }

  /** Something before all that is wanted; to be announced where the leg goes to. */
  void addFirst(Runnable wish) {
    waiting.addFirst(wish);
  }

  /** There is one more. */
  void announce(Ticker ticker, Leg of) {
    ticker.submit(of, next);
  }

  private void doNext() {
    Runnable wish = waiting.pollFirst();
    if (wish != null) {
      wish.run();
    }
  }
}
