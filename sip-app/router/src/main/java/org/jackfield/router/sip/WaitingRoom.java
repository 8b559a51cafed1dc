package org.jackfield.router.sip;

import java.util.concurrent.Semaphore;

/** Where requests wait for the database, so many at once, each on a virtual thread. Any thread. */
final class WaitingRoom {

  private final Semaphore room;

  WaitingRoom(int most) {
    this.room = new Semaphore(most);
  }

  /**
   * Lets somebody in, who leaves when his work is done or has failed.
   *
   * @return false if it is full
   */
  boolean enter(Runnable work) {
    if (!room.tryAcquire()) {
      return false;
    }
    Thread.startVirtualThread(() -> {
      try {
        work.run();
      } finally {
        room.release();
      }
    });
    return true;
  }
}
