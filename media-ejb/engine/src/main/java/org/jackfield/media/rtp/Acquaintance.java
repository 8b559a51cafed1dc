package org.jackfield.media.rtp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a leg would believe to be its peer: who sends from the address that was described, or, after
 * a few packets, from another port of that host or of the one that signalling came from. Of one
 * leg, on its ticker.
 */
final class Acquaintance {

  // A peer behind a translator sends so many in a row before we believe it
  private static final int CONVINCING = 3;

  private @Nullable InetSocketAddress described;
  private @Nullable InetAddress signalledFrom;
  private @Nullable InetSocketAddress candidate;
  private @Nullable InetSocketAddress before;
  private int candidatePackets;

  /** Forgets who was heard before. */
  void described(InetSocketAddress peer) {
    described = peer;
    forget();
  }

  @Nullable InetSocketAddress described() {
    return described;
  }

  /**
   * Where its signalling comes from.
   *
   * @return the address before that, null where there was none
   */
  @Nullable InetAddress signalledFrom(InetAddress address) {
    InetAddress before = signalledFrom;
    signalledFrom = address;
    return before;
  }

  /** Nobody has convinced us yet. */
  void forget() {
    candidate = null;
    before = null;
    candidatePackets = 0;
  }

  /** Who sends from there needs to convince nobody. */
  void wasAt(@Nullable InetSocketAddress heard) {
    before = heard;
  }

  /**
   * Whether the described address is one of a private network and signalling comes from elsewhere:
   * from a translator, so that nothing will ever come from the described address as it is.
   */
  boolean isHidden() {
    InetSocketAddress peer = described;
    InetAddress signalled = signalledFrom;
    return peer != null
        && signalled != null
        && !signalled.equals(peer.getAddress())
        && isPrivate(peer.getAddress());
  }

  /** Whether a packet from there can be the peer's at all. Takes no note of it. */
  boolean mayBe(SocketAddress from) {
    return from instanceof InetSocketAddress source && isKnown(source.getAddress());
  }

  /** Takes note of a packet: whether its sender is believed to be the peer. */
  boolean isPeer(SocketAddress from) {
    if (!mayBe(from) || !(from instanceof InetSocketAddress source)) {
      return false;
    }
    candidatePackets = source.equals(candidate) ? candidatePackets + 1 : 1;
    candidate = source;
    return source.equals(described) || source.equals(before) || candidatePackets >= CONVINCING;
  }

  /** Whether it is the host that was described, or the one of signalling. */
  boolean isKnown(InetAddress host) {
    InetSocketAddress peer = described;
    return peer != null && (host.equals(peer.getAddress()) || host.equals(signalledFrom));
  }

  /** Who sent the last packet that was taken note of. */
  @Nullable InetSocketAddress candidate() {
    return candidate;
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      // RFC 6598: 100.64.0.0/10 is between a provider and its customers
      boolean shared = bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
      return shared || address.isSiteLocalAddress() || address.isLinkLocalAddress();
    }
    // RFC 4193: fc00::/7
    return (bytes[0] & 0xFE) == 0xFC || address.isLinkLocalAddress();
  }
}
