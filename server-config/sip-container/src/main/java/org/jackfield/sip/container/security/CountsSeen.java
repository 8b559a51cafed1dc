package org.jackfield.sip.container.security;

/**
 * The counts used with one nonce. Requests of a phone may overtake each other on UDP, so the last
 * 64 are told apart one by one; what is older counts as used.
 */
final class CountsSeen {
  static final CountsSeen EVERY = new CountsSeen(Long.MAX_VALUE, -1L);

  private static final int WIDTH = Long.SIZE;

  private long highest;
  private long seen;

  CountsSeen() {
    this(0, 1L);
  }

  private CountsSeen(long highest, long seen) {
    this.highest = highest;
    this.seen = seen;
  }

  boolean take(long count) {
    if (count > highest) {
      long step = count - highest;
      seen = step >= WIDTH ? 1L : (seen << step) | 1L;
      highest = count;
      return true;
    }
    long back = highest - count;
    if (back >= WIDTH || (seen & (1L << back)) != 0) {
      return false;
    }
    seen |= 1L << back;
    return true;
  }
}
