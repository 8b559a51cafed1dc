package org.jackfield.media.rtp;

/**
 * A packet that grows by 20 ms at a time, for a peer that wants longer ones (RFC 8866 section 6.4).
 * Of one leg, on its ticker.
 */
final class Parcel {

  // Two frames of 16 kHz linear; three of what is shorter
  private static final int MOST_PAYLOAD = 1_280;
  private static final int MOST_TRAILER = 64;

  private final byte[] packet = new byte[RtpPacket.HEADER + MOST_PAYLOAD + MOST_TRAILER];
  private int length;
  private int frames;

  /** Puts a payload behind what is there. */
  void add(byte[] from, int offset, int count) {
    System.arraycopy(from, offset, packet, RtpPacket.HEADER + length, count);
    length += count;
    frames++;
  }

  /** The packet, its header not yet written, with room behind it for what SRTP adds. */
  byte[] packet() {
    return packet;
  }

  /** Bytes of the payload. */
  int length() {
    return length;
  }

  int frames() {
    return frames;
  }

  boolean isEmpty() {
    return frames == 0;
  }

  void clear() {
    length = 0;
    frames = 0;
  }
}
