package org.jackfield.media.rtp;

import java.net.InetSocketAddress;

/**
 * Takes what is no sound on a leg's port: the place where ICE-lite and DTLS-SRTP come in. On the
 * leg's ticker, so it neither waits nor computes for long: what does, it hands over.
 */
interface Handshake {

  /** Of a leg that has none: it is counted, and that is all. */
  Handshake NONE = (kind, bytes, count, from) -> {};

  /**
   * Takes one packet of {@link PacketKind#STUN} or {@link PacketKind#DTLS}.
   *
   * @param bytes used again after the call
   * @param from whoever sent it: nothing has been proved yet
   */
  void take(PacketKind kind, byte[] bytes, int count, InetSocketAddress from);
}
