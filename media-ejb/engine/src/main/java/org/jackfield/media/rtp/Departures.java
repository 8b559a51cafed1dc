package org.jackfield.media.rtp;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers our packets. Whatever their source, sequence and timestamp go on: after a gap the
 * timestamp has moved as far as the time. Of one leg, on its ticker.
 */
final class Departures {

  // Less than this after the last packet, a voice goes on where another one ended
  private static final long SEAMLESS = 30_000_000L;
  // More than this after it, the ticker did not run
  private static final long STALLED = 80_000_000L;

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

  Departures(int clockRate, long now) {
    this.clockRate = clockRate;
    this.at = now;
  }

  /** After a change of the codec. */
  void clockRate(int ticksPerSecond) {
    clockRate = ticksPerSecond;
    relaying = false;
  }

  /** Fixes the timestamp of the packet that is sent next, which stands for 20 ms. */
  void next(long now) {
    int frame = clockRate / 50;
    long gap = now - at;
    marker = !any || (!talking && gap > SEAMLESS) || gap > STALLED;
    timestamp += marker ? Math.max(frame, (int) (gap / 1_000 * clockRate / 1_000_000)) : frame;
    at = now;
    any = true;
    talking = true;
    relaying = false;
  }

  /** The packet that is sent next has the timestamp of the last one: an event goes on. */
  void again(long now) {
    at = now;
    talking = true;
  }

  /** An event of so many ticks is over, the timestamp of which has stood still. */
  void lasted(int ticks) {
    timestamp += ticks - clockRate / 50;
  }

  /** Nothing is sent in this turn: what follows is a new spurt of talk. */
  void quiet() {
    talking = false;
  }

  boolean isTalking() {
    return talking;
  }

  /** Writes the header before a payload. */
  void header(byte[] packet, boolean marked, int payloadType) {
    RtpPacket.write(packet, marked, payloadType, sequence, timestamp, ssrc);
    sequence = (sequence + 1) & 0xFFFF;
  }

  /**
   * Writes the header of a packet of another source, whose gaps and order are kept, and which goes
   * on where ours ended.
   */
  void relay(byte[] packet, RtpPacket from, int payloadType, boolean newSource, long now) {
    boolean begins = !relaying || newSource;
    if (begins) {
      next(now);
      relaying = true;
      sequenceOffset = sequence - from.sequence();
      timestampOffset = timestamp - from.timestamp();
    }
    int number = (from.sequence() + sequenceOffset) & 0xFFFF;
    int ticks = from.timestamp() + timestampOffset;
    RtpPacket.write(packet, begins || from.marker(), payloadType, number, ticks, ssrc);
    if (((number - sequence) & 0xFFFF) < 1 << 15) {
      sequence = (number + 1) & 0xFFFF;
      timestamp = ticks;
    }
    at = now;
  }

  boolean marker() {
    return marker;
  }

  /** Where the timestamp would be at a moment, for a report. */
  int timestampAt(long now) {
    return timestamp + (int) ((now - at) / 1_000 * clockRate / 1_000_000);
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
