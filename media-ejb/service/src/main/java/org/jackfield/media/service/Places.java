package org.jackfield.media.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Places for work that goes on at once, shared out by account: an account gets another one as long
 * as it holds fewer than are free, so that the slow work of one leaves room for others; and of who
 * waits, the one that holds fewest comes first. Entered by any thread.
 */
final class Places {

  private final Map<String, Integer> held = new HashMap<>();
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private int free;

  /** With so many. */
  Places(int most) {
    free = most;
  }

  /** A turn of an account, which begins when it is awaited. */
  Turn turn(String account) {
    Turn turn = new Turn();
    turn.wanting.add(account);
    return turn;
  }

  /** A wait for a place, and the place. */
  final class Turn implements AutoCloseable {

    private final Set<String> wanting = new LinkedHashSet<>();
    private final CountDownLatch placed = new CountDownLatch(1);

    /** Whose place it is, once there is one. */
    private Optional<String> holder = Optional.empty();

    /**
     * Waits for a place.
     *
     * @return whether there was one in time
     */
    boolean await(Duration patience) throws InterruptedException {
      begin(this);
      try {
        placed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        giveUp(this);
      }
      return isPlaced(this);
    }

    /** Another account wants the same: it need not wait for those of the first. */
    void alsoFor(String account) {
      join(this, account);
    }

    /** Gives the place back, if there was one. */
    @Override
    public void close() {
      end(this);
    }
  }

  private synchronized void begin(Turn turn) {
    waiting.add(turn);
    giveOut();
  }

  private synchronized void join(Turn turn, String account) {
    turn.wanting.add(account);
    giveOut();
  }

  private synchronized void giveUp(Turn turn) {
    waiting.remove(turn);
  }

  private synchronized boolean isPlaced(Turn turn) {
    return turn.holder.isPresent();
  }

  private synchronized void end(Turn turn) {
    if (turn.holder.isPresent()) {
      held.computeIfPresent(turn.holder.get(), (account, count) -> count > 1 ? count - 1 : null);
      turn.holder = Optional.empty();
      free++;
      giveOut();
    }
  }

  private void giveOut() {
    while (free > 0) {
      Turn next = null;
      String account = "";
      int fewest = free;
      for (Turn turn : waiting) {
        for (String one : turn.wanting) {
          int holds = held.getOrDefault(one, 0);
          if (holds < fewest) {
            fewest = holds;
            account = one;
            next = turn;
          }
        }
      }
      if (next == null) {
        return;
      }
      waiting.remove(next);
      next.holder = Optional.of(account);
      held.merge(account, 1, Integer::sum);
      free--;
      next.placed.countDown();
    }
  }
}
