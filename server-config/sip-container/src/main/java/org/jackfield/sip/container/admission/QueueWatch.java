package org.jackfield.sip.container.admission;

import java.util.concurrent.TimeUnit;

/**
 * Tells a queue that cannot keep up from one that has met a pause, as RFC 8289 does: one long wait
 * says nothing, since a collection of garbage makes everybody wait, and so the queue is slow once
 * all waits of half a second were too long. From then on each that would wait too long is too many,
 * until for half a second none has been. Any thread may enter.
 */
public final class QueueWatch {
  // As long as a peer waits before it sends again, RFC 3261 section 17.1.1.1
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

  private boolean slow;
  private boolean doubted;
  private long doubtedSince;
  private long lookedAt;

  /** Notes how long the next message would wait; whether that is too long by what went before. */
  synchronized boolean isSlow(long waitNanos, long mostNanos, long now) {
    boolean tooLong = waitNanos > mostNanos;
    boolean unseen = now - lookedAt > 2 * INTERVAL;
    lookedAt = now;
    if (tooLong == slow) {
      doubted = false;
    } else if (!doubted || unseen) {
      doubted = true;
      doubtedSince = now;
    } else if (now - doubtedSince >= INTERVAL) {
      slow = tooLong;
      doubted = false;
    }
    return tooLong && slow;
  }
}
