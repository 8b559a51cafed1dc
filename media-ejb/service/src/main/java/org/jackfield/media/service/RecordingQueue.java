package org.jackfield.media.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the database still has to be told of recordings, in order, tried again until it succeeds: no
 * call waits for the database. Any thread puts in, one takes out.
 */
final class RecordingQueue implements Runnable {

  private static final Logger LOG = System.getLogger(RecordingQueue.class.getName());

  /** What waits while the database is away for hours, in references. */
  private static final int MOST_WAITING = 100_000;

  private static final Duration FIRST_PATIENCE = Duration.ofMillis(500);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean closed;

  /** Puts it behind the others. What finds no place is in its note, and told at the next start. */
  void add(Runnable work) {
    lock.lock();
    try {
      if (waiting.size() >= MOST_WAITING) {
        LOG.log(Level.ERROR, "The database is told of a recording at the next start only");
        return;
      }
      waiting.add(work);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all is done that waits now, or the time is over. */
  void settle(Duration atMost) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      Runnable last = waiting.peekLast();
      while (last != null && waiting.contains(last) && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    Duration patience = FIRST_PATIENCE;
    while (true) {
      Runnable next = next();
      if (next == null) {
        return;
      }
      try {
        next.run();
        done(next);
        patience = FIRST_PATIENCE;
      } catch (RuntimeException away) {
        LOG.log(
            patience.equals(FIRST_PATIENCE) ? Level.WARNING : Level.DEBUG,
            "The database could not be told of a recording, and will be",
            away);
        rest(patience);
        Duration longer = patience.multipliedBy(2);
        patience = longer.compareTo(LAST_PATIENCE) > 0 ? LAST_PATIENCE : longer;
      }
    }
  }

  private @org.jspecify.annotations.Nullable Runnable next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? null : waiting.peekFirst();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void done(Runnable work) {
    lock.lock();
    try {
      waiting.remove(work);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration time) {
    long left = TimeUnit.NANOSECONDS.convert(time);
    lock.lock();
    try {
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
