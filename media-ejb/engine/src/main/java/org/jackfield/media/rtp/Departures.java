package org.jackfield.media.rtp;

import java.util.concurrent.ThreadLocalRandom;
import org.jackfield.media.rtp.Arrivals.Verdict;

/**
 * Numbers our packets. Whatever their source, sequence and timestamp go on: after a gap the
 * timestamp has moved as far as the time. No number is given twice, for SRTP would use the same key
 * stream twice (RFC 3711 section 3.3.1). Of one leg, on its ticker.
 */
final class Departures {

  // Less than this after the last packet, a voice goes on where another one ended
  private static final long SEAMLESS = 30_000_000L;
  // More than this after it, the ticker did not run
  private static final long STALLED = 80_000_000L;
  // A larger gap in another's numbers is a pause, and not a loss that our peer should know of
  private static final int MOST_LOST = 50;
  // An event stands for its beginning, which a voice beside it leaves behind (RFC 4733: 8 s a
  // press)
  private static final int LONGEST_EVENT_SECONDS = 10;

  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private int timestamp = ThreadLocalRandom.current().nextInt();
  private int clockRate;
  private long at;
  private boolean any;
  private boolean talking;
  private boolean marker;
  private boolean relaying;
  private int sequenceOffset;
  private int timestampOffset;
  // What the last packet holds, and that of the packet to send where it holds more than a frame
  private int ticksOfLast;
  private int packetTimestamp;
  // The last packet was of an event that may not be over
  private boolean inEvent;
  private long timestampAt;
  // Bit i: the number i + 1 before the next one has been given
  private long given = ~0L;

  Departures(int clockRate, long now) {
    this.clockRate = clockRate;
    ticksOfLast = clockRate / 50;
    at = now;
    timestampAt = now;
  }

  /** After a change of the codec. */
  void clockRate(int ticksPerSecond) {
    clockRate = ticksPerSecond;
    ticksOfLast = clockRate / 50;
    relaying = false;
  }

  /** Fixes the timestamp of the packet that is sent next, which stands for 20 ms or begins so. */
  void next(long now) {
    long gap = now - at;
    marker = !any || (!talking && gap > SEAMLESS) || gap > STALLED;
    // An event has one timestamp, however long it lasts: what follows is later by all of that
    timestamp +=
        marker || inEvent ? Math.max(ticksOfLast, (int) ticks(now - timestampAt)) : ticksOfLast;
    inEvent = false;
    packetTimestamp = timestamp;
    ticksOfLast = clockRate / 50;
    at = now;
    timestampAt = now;
    any = true;
    talking = true;
    relaying = false;
  }

  /** The packet that is sent next holds 20 ms more. */
  void more(long now) {
    timestamp += ticksOfLast;
    at = now;
    timestampAt = now;
  }

  /** Whether what was said last is over, and not only waits for its next 20 ms. */
  boolean hasPaused(long now) {
    return now - at > SEAMLESS;
  }

  /** Whether the ticker has not run for so long that a packet which is not full must go. */
  boolean hasStalled(long now) {
    return now - at > STALLED;
  }

  /** The packet that is sent next has the timestamp of the last one: an event goes on. */
  void again(long now) {
    at = now;
    talking = true;
    inEvent = true;
  }

  /** An event of so many ticks is over, the timestamp of which has stood still. */
  void lasted(int ticks) {
    timestamp += ticks - clockRate / 50;
    timestampAt = at;
    inEvent = false;
  }

  /** Nothing is sent in this turn: what follows is a new spurt of talk. */
  void quiet() {
    talking = false;
  }

  boolean isTalking() {
    return talking;
  }

  /** Another source, or the same after something that was not sent on, goes on where we are. */
  void relayEnds() {
    relaying = false;
  }

  /** Writes the header before a payload. */
  void header(byte[] packet, boolean marked, int payloadType) {
    RtpPacket.write(packet, marked, payloadType, sequence, packetTimestamp, ssrc);
    give(1);
  }

  private void give(int numbers) {
    given = (numbers < Long.SIZE ? given << numbers : 0) | 1;
    sequence = (sequence + numbers) & 0xFFFF;
  }

  /**
   * Writes the header of a packet of another source, whose small gaps and order are kept, and which
   * goes on where ours ended.
   *
   * @return whether it may be sent: not where it comes twice, or from before it was relayed
   */
  boolean relay(
      byte[] packet, RtpPacket from, int payloadType, boolean isEvent, Verdict verdict, long now) {
    boolean late = verdict == Verdict.LATE;
    boolean goesOn =
        relaying && verdict != Verdict.NEW_SOURCE && (late || follows(from, isEvent, now));
    if (!goesOn) {
      if (late) {
        return false;
      }
      next(now);
      relaying = true;
      given = ~0L;
      sequenceOffset = sequence - from.sequence();
      timestampOffset = timestamp - from.timestamp();
    }
    int number = (from.sequence() + sequenceOffset) & 0xFFFF;
    int ahead = (short) (number - sequence);
    int ticks = from.timestamp() + timestampOffset;
    if (ahead >= 0) {
      inEvent = isEvent;
      give(ahead + 1);
      reach(ticks, ahead == 0, isEvent, now);
    } else if (!giveLate(-ahead - 1)) {
      return false;
    }
    RtpPacket.write(packet, !goesOn || from.marker(), payloadType, number, ticks, ssrc);
    at = now;
    return true;
  }

  /** Whether its number and timestamp are near what could come next, as time goes. */
  private boolean follows(RtpPacket from, boolean isEvent, long now) {
    int ahead = (short) (from.sequence() + sequenceOffset - sequence);
    int moved = from.timestamp() + timestampOffset - timestamp;
    long off = moved - ticks(now - timestampAt);
    boolean early = isEvent ? moved < -LONGEST_EVENT_SECONDS * clockRate : off < -clockRate;
    return ahead >= 0 && ahead <= MOST_LOST && off <= clockRate && !early;
  }

  private void reach(int ticks, boolean isNext, boolean isEvent, long now) {
    int moved = ticks - timestamp;
    if (isEvent && moved <= 0) {
      return;
    }
    if (moved != 0) {
      ticksOfLast = isNext && moved > 0 && moved <= clockRate / 8 ? moved : clockRate / 50;
    }
    timestamp = ticks;
    packetTimestamp = ticks;
    timestampAt = now;
  }

  private boolean giveLate(int before) {
    if (before >= Long.SIZE || (given >>> before & 1) != 0) {
      return false;
    }
    given |= 1L << before;
    return true;
  }

  private long ticks(long nanos) {
    return nanos / 1_000 * clockRate / 1_000_000;
  }

  boolean marker() {
    return marker;
  }

  /** Where the timestamp would be at a moment, for a report. */
  int timestampAt(long now) {
    return timestamp + (int) ticks(now - timestampAt);
  }

  int clockRate() {
    return clockRate;
  }

  /** When the last packet was sent, or the leg began. */
  long at() {
    return at;
  }

  int ssrc() {
    return ssrc;
  }
}
