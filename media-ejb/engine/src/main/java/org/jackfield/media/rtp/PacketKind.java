package org.jackfield.media.rtp;

/** What comes on a port of RTP, told apart by its first byte (RFC 7983 section 7). */
enum PacketKind {
  /** RTP, or RTCP on the same port. */
  RTP,
  /** A request or answer of ICE (RFC 8489). */
  STUN,
  /** The handshake of DTLS-SRTP (RFC 5764). */
  DTLS,
  /** Nothing that is meant for us. */
  OTHER;

  static PacketKind of(byte first) {
    int value = first & 0xFF;
    if (value >= 128 && value <= 191) {
      return RTP;
    }
    if (value <= 3) {
      return STUN;
    }
    return value >= 20 && value <= 63 ? DTLS : OTHER;
  }
}
