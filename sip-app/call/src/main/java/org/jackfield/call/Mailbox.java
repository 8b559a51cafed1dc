package org.jackfield.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whatever happens to a call, until the call's own thread takes it out. Any thread puts in, one
 * takes out. What decides about the call overtakes the rest and has room of its own, so that a
 * flood of keys cannot hide that the far end hung up.
 *
 * @param <M> what is put in
 */
public final class Mailbox<M> {

  /** Ordinary letters that wait; more are refused. */
  public static final int CAPACITY = 256;

  /** Urgent letters that wait; more are refused. */
  public static final int URGENT_CAPACITY = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Queue<M> urgent = new ArrayDeque<>();
  private final Queue<M> ordinary = new ArrayDeque<>();

  /**
   * Puts in a letter. Never waits.
   *
   * @return whether there was room
   */
  public boolean put(M mail) {
    return put(ordinary, CAPACITY, mail);
  }

  /** Puts in a letter that overtakes the ordinary ones. Never waits. */
  public boolean putUrgent(M mail) {
    return put(urgent, URGENT_CAPACITY, mail);
  }

  private boolean put(Queue<M> queue, int capacity, M mail) {
    lock.lock();
    try {
      if (queue.size() >= capacity) {
        return false;
      }
      queue.add(mail);
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next letter, nothing if none came within this time or the thread is interrupted. */
  public Optional<M> take(Duration patience) {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(patience);
      while (urgent.isEmpty() && ordinary.isEmpty()) {
        if (left <= 0) {
          return Optional.empty();
        }
        left = arrived.awaitNanos(left);
      }
      return Optional.of(urgent.isEmpty() ? ordinary.remove() : urgent.remove());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
