package org.jackfield.media.rtp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue without a lock: any thread offers, one takes. Neither allocates.
 *
 * @param <T> what is queued
 */
final class Ring<T> {

  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  /** A capacity is a power of two. */
  Ring(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("A capacity is a power of two, not " + capacity);
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** Whether there was room. */
  boolean offer(T item) {
    while (true) {
      long at = tail.get();
      if (at - head.get() > mask) {
        return false;
      }
      if (tail.compareAndSet(at, at + 1)) {
        slots.set((int) at & mask, item);
        return true;
      }
    }
  }

  /** Only ever called by one thread. */
  @Nullable T poll() {
    long at = head.getPlain();
    int slot = (int) at & mask;
    T item = slots.get(slot);
    if (item != null) {
      slots.set(slot, null);
      head.set(at + 1);
    }
    return item;
  }

  boolean isEmpty() {
    return tail.get() == head.get();
  }
}
