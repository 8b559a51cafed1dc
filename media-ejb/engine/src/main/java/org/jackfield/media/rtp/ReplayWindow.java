package org.jackfield.media.rtp;

/** Remembers the last 64 packets, so that none is taken twice (RFC 3711 section 3.3.2). */
final class ReplayWindow {

  private static final int SIZE = 64;

  private long newest = -1;
  private long seen;

  /** Another source: nothing is known from this packet back. */
  void reset(long index) {
    newest = index - 1;
    seen = 0;
  }

  boolean isNew(long index) {
    long behind = newest - index;
    return behind < 0 || (behind < SIZE && (seen >> behind & 1) == 0);
  }

  void take(long index) {
    long ahead = index - newest;
    if (ahead > 0) {
      seen = ahead < SIZE ? seen << ahead | 1 : 1;
      newest = index;
    } else {
      seen |= 1L << -ahead;
    }
  }
}
