package org.jackfield.media.sdp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.media.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What two sides agreed on for the sound between them.
 *
 * @param sendType the payload type that the peer expects
 * @param receiveType the payload type that the peer was told to use
 * @param events telephone events of the same clock rate, where agreed on
 * @param others what else the peer may send
 * @param peer where RTP goes
 * @param peerRtcp where RTCP goes
 * @param rtcpMux RTCP shares the port of RTP (RFC 5761)
 * @param direction seen by us
 * @param keys where packets are protected
 * @param framesPerPacket how many frames of 20 ms a packet of ours has
 */
public record Agreement(
    Codec codec,
    int sendType,
    int receiveType,
    Optional<Events> events,
    Others others,
    InetSocketAddress peer,
    InetSocketAddress peerRtcp,
    boolean rtcpMux,
    Direction direction,
    Optional<Keys> keys,
    int framesPerPacket) {

  /** What a frame lasts. */
  static final int FRAME_MILLIS = 20;

  /** The same with sound in both directions. */
  public Agreement withoutHold() {
    return new Agreement(
        codec,
        sendType,
        receiveType,
        events,
        others,
        peer,
        peerRtcp,
        rtcpMux,
        Direction.SENDRECV,
        keys,
        framesPerPacket);
  }

  /** By which codec the peer speaks with this payload type; null if by none. Allocates nothing. */
  public @Nullable Codec codecOf(int payloadType) {
    return payloadType == receiveType ? codec : others.codecs().get(payloadType);
  }

  /** Whether this payload type is of telephone events. Allocates nothing. */
  public boolean isEvent(int payloadType) {
    return (events.isPresent() && events.get().receiveType() == payloadType)
        || others.events().contains(payloadType);
  }

  /** How much sound a packet of ours has, in milliseconds. */
  int ptime() {
    return framesPerPacket * FRAME_MILLIS;
  }

  /** The payload types of telephone events (RFC 4733), as {@code sendType} and so on. */
  public record Events(int sendType, int receiveType) {}

  /**
   * Payload types beside the agreed one by which the peer may send, because its answer took
   * several.
   *
   * @param codecs by their payload type
   * @param events payload types of telephone events of those codecs' clocks
   */
  public record Others(Map<Integer, Codec> codecs, Set<Integer> events) {
    /** The peer took one codec. */
    public static final Others NONE = new Others(Map.of(), Set.of());

    /** Takes copies. */
    public Others {
      codecs = Map.copyOf(codecs);
      events = Set.copyOf(events);
    }
  }

  /** Both keys, each used in one direction. */
  public record Keys(Crypto ours, Crypto theirs) {}
}
