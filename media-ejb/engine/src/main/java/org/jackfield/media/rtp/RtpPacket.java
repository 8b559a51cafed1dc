package org.jackfield.media.rtp;

/** A view of the header of a packet (RFC 3550 section 5.1), used again for each. */
final class RtpPacket {

  static final int HEADER = 12;

  private int payloadType;
  private boolean marker;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int offset;
  private int length;

  /**
   * Looks at the first bytes of an array.
   *
   * @return whether they are a packet of RTP, whole and of version 2
   */
  boolean read(byte[] bytes, int count) {
    if (count < HEADER || (bytes[0] & 0xC0) != 0x80) {
      return false;
    }
    int start = HEADER + 4 * (bytes[0] & 0x0F);
    if ((bytes[0] & 0x10) != 0) {
      if (count < start + 4) {
        return false;
      }
      start += 4 + 4 * unsigned16(bytes, start + 2);
    }
    int end = count;
    if ((bytes[0] & 0x20) != 0) {
      int padding = bytes[count - 1] & 0xFF;
      if (padding == 0) {
        return false;
      }
      end -= padding;
    }
    if (start > end) {
      return false;
    }
    marker = (bytes[1] & 0x80) != 0;
    payloadType = bytes[1] & 0x7F;
    sequence = unsigned16(bytes, 2);
    timestamp = int32(bytes, 4);
    ssrc = int32(bytes, 8);
    offset = start;
    length = end - start;
    return true;
  }

  /** Writes a header without sources or extension. */
  static void write(
      byte[] bytes, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
    bytes[0] = (byte) 0x80;
    bytes[1] = (byte) ((marker ? 0x80 : 0) | payloadType);
    put16(bytes, 2, sequence);
    put32(bytes, 4, timestamp);
    put32(bytes, 8, ssrc);
  }

  /** Whether a packet on a shared port is RTCP (RFC 5761 section 4). */
  static boolean isRtcp(byte[] bytes, int count) {
    int type = count > 1 ? bytes[1] & 0xFF : 0;
    return type >= 192 && type <= 223;
  }

  static int unsigned16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  static int int32(byte[] bytes, int at) {
    return unsigned16(bytes, at) << 16 | unsigned16(bytes, at + 2);
  }

  static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  static void put32(byte[] bytes, int at, int value) {
    put16(bytes, at, value >> 16);
    put16(bytes, at + 2, value);
  }

  int payloadType() {
    return payloadType;
  }

  boolean marker() {
    return marker;
  }

  int sequence() {
    return sequence;
  }

  int timestamp() {
    return timestamp;
  }

  int ssrc() {
    return ssrc;
  }

  /** Where the payload begins. */
  int offset() {
    return offset;
  }

  /** Bytes of the payload, padding left out. */
  int length() {
    return length;
  }
}
