package org.jackfield.media.rtp;

/**
 * Finds presses of keys in telephone events (RFC 4733), each once, whatever is lost, repeated or
 * comes late.
 */
final class KeyReceiver {

  /** No key went down. */
  static final char NONE = 0;

  private static final String KEYS = "0123456789*#ABCD";
  private static final int PAYLOAD = 4;
  // Before which an older timestamp is a packet that comes late, and not a clock that was set back
  private static final int LATE_SECONDS = 10;

  private final int clockRate;
  private boolean any;
  private boolean released;
  private int event;
  private int timestamp;
  private int duration;

  KeyReceiver(int clockRate) {
    this.clockRate = clockRate;
  }

  /** Another source has another clock. */
  void reset() {
    any = false;
  }

  /** The key that goes down with this packet, or {@link #NONE}. */
  char read(RtpPacket packet, byte[] bytes) {
    if (packet.length() < PAYLOAD) {
      return NONE;
    }
    int at = packet.offset();
    int code = bytes[at] & 0xFF;
    if (code >= KEYS.length()) {
      return NONE;
    }
    boolean end = (bytes[at + 1] & 0x80) != 0;
    int length = RtpPacket.unsigned16(bytes, at + 2);
    int later = packet.timestamp() - timestamp;
    if (any && later < 0 && later > -LATE_SECONDS * clockRate) {
      return NONE;
    }
    boolean same = any && code == event && (later == 0 || goesOn(packet, length));
    boolean over = end || (same && later == 0 && released);
    any = true;
    event = code;
    timestamp = packet.timestamp();
    duration = length;
    released = over;
    return same ? NONE : KEYS.charAt(code);
  }

  /**
   * A press longer than 65,535 ticks goes on under a new timestamp (section 2.5.1.3), and some
   * peers move the timestamp with each packet.
   */
  private boolean goesOn(RtpPacket packet, int length) {
    boolean nextSegment = packet.timestamp() - timestamp == duration && duration == 0xFFFF;
    return !released && !packet.marker() && (nextSegment || length > duration);
  }
}
