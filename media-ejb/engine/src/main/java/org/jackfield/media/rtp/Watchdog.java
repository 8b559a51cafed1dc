package org.jackfield.media.rtp;

import java.time.Duration;

/** Notices that nothing comes from a peer any more. Of one leg, on its ticker. */
final class Watchdog {

  private final long patience;
  private long heardAt;
  private boolean told;

  /** With the longest silence; zero for no end. */
  Watchdog(Duration longest, long now) {
    patience = longest.isZero() ? Long.MAX_VALUE : longest.toNanos();
    heardAt = now;
  }

  /** Something has come that is the peer's. */
  void heard(long now) {
    heardAt = now;
  }

  /** It is the peer's voice: should it end, that is told again. */
  void spoken(long now) {
    heardAt = now;
    told = false;
  }

  /**
   * Whether it is to be told now that nothing comes.
   *
   * @param expected whether anything should; not before the answer, not on hold
   */
  boolean barks(boolean expected, long now) {
    if (now - heardAt <= patience || told) {
      return false;
    }
    if (!expected) {
      heardAt = now;
    }
    told = expected;
    return expected;
  }
}
