package org.jackfield.media.sdp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jackfield.media.codec.Codec;

/**
 * What two sides agreed on for the sound between them.
 *
 * @param sendType the payload type that the peer expects
 * @param receiveType the payload type that the peer was told to use
 * @param events telephone events of the same clock rate, where agreed on
 * @param peer where RTP goes
 * @param peerRtcp where RTCP goes
 * @param rtcpMux RTCP shares the port of RTP (RFC 5761)
 * @param direction seen by us
 * @param keys where packets are protected
 */
public record Agreement(
    Codec codec,
    int sendType,
    int receiveType,
    Optional<Events> events,
    InetSocketAddress peer,
    InetSocketAddress peerRtcp,
    boolean rtcpMux,
    Direction direction,
    Optional<Keys> keys) {

  /** The payload types of telephone events (RFC 4733), as {@code sendType} and so on. */
  public record Events(int sendType, int receiveType) {}

  /** Both keys, each used in one direction. */
  public record Keys(Crypto ours, Crypto theirs) {}
}
