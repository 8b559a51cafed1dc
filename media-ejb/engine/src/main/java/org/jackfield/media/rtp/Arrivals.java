package org.jackfield.media.rtp;

/**
 * Judges each packet by its source and sequence number (RFC 3550 appendix A.1), and keeps the
 * figures of a receiver report. Of one leg, on its ticker.
 */
final class Arrivals {

  private static final int MOST_DROPOUT = 3_000;
  private static final int MOST_MISORDER = 100;
  private static final int CYCLE = 1 << 16;

  private final Counters counters;

  private int clockRate;
  private boolean any;
  private int ssrc;
  private int highest;
  private long cycles;
  private long base;
  private long receivedHere;
  private int probableSsrc;
  private int probableNext = -1;
  private double jitter;
  private int lastTransit;
  private boolean anyTransit;
  private long expectedAtReport;
  private long receivedAtReport;
  // Bit i: the number i before the highest has come
  private long seen;

  /** What a packet is. */
  enum Verdict {
    /** The next, or one after a gap. */
    IN_ORDER,
    /** It comes after a later one, or again. */
    LATE,
    /** It begins another source. */
    NEW_SOURCE,
    /** It may be of another source: the next will show. */
    DOUBTFUL
  }

  Arrivals(Counters counters, int clockRate) {
    this.counters = counters;
    this.clockRate = clockRate;
  }

  /**
   * Judges a packet, and measures jitter by it.
   *
   * @param ticksPerSecond of its timestamp; 0 where that does not tell when the packet was sent: an
   *     event's is that of its beginning (RFC 4733 section 2.5.1.2)
   */
  Verdict judge(RtpPacket packet, int ticksPerSecond, long now) {
    Verdict verdict = verdict(packet);
    if (verdict == Verdict.DOUBTFUL) {
      counters.addDropped();
      return verdict;
    }
    receivedHere++;
    counters.addReceived();
    if (verdict == Verdict.LATE) {
      late(packet.sequence());
    } else if (ticksPerSecond > 0) {
      tune(ticksPerSecond);
      measureJitter(packet.timestamp(), now);
    }
    return verdict;
  }

  /** One that counted as lost may have come after all; one that comes twice tells nothing. */
  private void late(int sequence) {
    int behind = (highest - sequence) & 0xFFFF;
    boolean known = behind < Long.SIZE;
    if (known && (seen >>> behind & 1) != 0) {
      return;
    }
    counters.addLate();
    if (known) {
      seen |= 1L << behind;
      if (cycles + highest - behind >= base) {
        counters.addLost(-1);
      }
    }
  }

  private Verdict verdict(RtpPacket packet) {
    int sequence = packet.sequence();
    if (!any) {
      begin(packet);
      return Verdict.NEW_SOURCE;
    }
    int ahead = (sequence - highest) & 0xFFFF;
    boolean sameSource = packet.ssrc() == ssrc;
    if (sameSource && ahead > 0 && ahead < MOST_DROPOUT) {
      cycles += sequence < highest ? CYCLE : 0;
      highest = sequence;
      seen = ahead < Long.SIZE ? seen << ahead | 1 : 1;
      counters.addLost(ahead - 1);
      return Verdict.IN_ORDER;
    }
    if (sameSource && (ahead == 0 || ahead > CYCLE - MOST_MISORDER)) {
      return Verdict.LATE;
    }
    // Another source, or a jump: two in sequence make it true
    if (packet.ssrc() == probableSsrc && sequence == probableNext) {
      begin(packet);
      return Verdict.NEW_SOURCE;
    }
    probableSsrc = packet.ssrc();
    probableNext = (sequence + 1) & 0xFFFF;
    return Verdict.DOUBTFUL;
  }

  private void begin(RtpPacket packet) {
    any = true;
    ssrc = packet.ssrc();
    highest = packet.sequence();
    base = packet.sequence();
    cycles = 0;
    seen = 1;
    receivedHere = 0;
    expectedAtReport = 0;
    receivedAtReport = 0;
    probableNext = -1;
    anyTransit = false;
  }

  /** The peer may speak by a codec of another clock from now on. */
  private void tune(int ticksPerSecond) {
    if (ticksPerSecond != clockRate) {
      jitter = jitter * ticksPerSecond / clockRate;
      clockRate = ticksPerSecond;
      anyTransit = false;
    }
  }

  /** RFC 3550 section 6.4.1. */
  private void measureJitter(int timestamp, long now) {
    int transit = (int) (now / 1_000 * clockRate / 1_000_000) - timestamp;
    if (anyTransit) {
      int moved = transit - lastTransit;
      // A clock that was set is no jitter; half of its range has no positive counterpart
      if (moved > -clockRate && moved < clockRate) {
        jitter += (Math.abs(moved) - jitter) / 16;
        counters.jitterMillis(jitter * 1_000 / clockRate);
      }
    }
    anyTransit = true;
    lastTransit = transit;
  }

  boolean any() {
    return any;
  }

  int ssrc() {
    return ssrc;
  }

  /** The highest sequence number, with the cycles above it. */
  int extendedHighest() {
    return (int) (cycles + highest);
  }

  int jitter() {
    return (int) jitter;
  }

  /** Packets of this source that never came. */
  long lostHere() {
    return cycles + highest - base + 1 - receivedHere;
  }

  /** The 256th parts lost since the last call (RFC 3550 appendix A.3). */
  int fractionLost() {
    long expected = cycles + highest - base + 1;
    long expectedNow = expected - expectedAtReport;
    long lostNow = expectedNow - (receivedHere - receivedAtReport);
    expectedAtReport = expected;
    receivedAtReport = receivedHere;
    return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
  }
}
