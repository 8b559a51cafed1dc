package org.jackfield.media.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room in memory for sounds while they are made: so many bytes for all of them, half of that for
 * one. Entered by any thread.
 */
final class Room {

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /** With so many bytes. */
  Room(long most) {
    this.most = most;
  }

  /** The part of one sound, which is empty. One thread. */
  Part part() {
    return new Part();
  }

  /** What one sound takes. */
  final class Part implements AutoCloseable {

    private long mine;

    /** Takes more, if there is room. */
    boolean take(int bytes) {
      if (!isTooLarge(bytes) && taken.addAndGet(bytes) <= most) {
        mine += bytes;
        return true;
      }
      if (!isTooLarge(bytes)) {
        taken.addAndGet(-bytes);
      }
      return false;
    }

    /** Whether so many bytes more are too much for one sound, however much room there is. */
    boolean isTooLarge(int bytes) {
      return mine + bytes > mostOfOne();
    }

    /** Bytes that one sound may have. */
    long mostOfOne() {
      return most / 2;
    }

    @Override
    public void close() {
      taken.addAndGet(-mine);
      mine = 0;
    }
  }
}
