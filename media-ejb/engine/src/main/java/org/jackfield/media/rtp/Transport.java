package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jspecify.annotations.Nullable;

/**
 * The RTP socket of one leg, which knows its peer: it is connected to the address that the peer
 * described, so that the kernel keeps strangers out. If nothing comes from there for a second, the
 * peer may be behind a translator of ports: then another port of its host is learned, once. Of one
 * leg, on its ticker.
 */
final class Transport {

  /** Nothing has come. */
  static final int NOTHING = -1;

  /** Something has come that is of no use. */
  static final int USELESS = 0;

  // A peer behind a translator of ports sends so many before we believe it
  private static final int CONVINCING = 3;
  private static final long STRICT_NANOS = 1_000_000_000L;

  private final DatagramChannel channel;
  private final Counters counters;
  private State state = State.CLOSED;
  private @Nullable InetSocketAddress described;
  private @Nullable InetSocketAddress target;
  private @Nullable SocketAddress candidate;
  private int candidatePackets;
  private long strictUntil;
  private Optional<Keys> keys = Optional.empty();
  private @Nullable SrtpStream ours;
  private @Nullable SrtpStream theirs;

  private enum State {
    /** No peer is known: what comes is dropped. */
    CLOSED,
    /** Connected to the described address, from which nothing has come yet. */
    STRICT,
    /** Another port of the described host would do. */
    LEARNING,
    /** Connected to where the peer has shown itself. */
    LATCHED
  }

  Transport(DatagramChannel channel, Counters counters) {
    this.channel = channel;
    this.counters = counters;
  }

  /** Sends to, and takes from, this peer. The same again changes nothing. */
  void towards(InetSocketAddress peer, long now) {
    // 0.0.0.0 holds, and says nothing of where the peer is
    if (peer.equals(described) || peer.getAddress().isAnyLocalAddress()) {
      return;
    }
    disconnect();
    described = peer;
    target = peer;
    candidate = null;
    candidatePackets = 0;
    strictUntil = now + STRICT_NANOS;
    state = connect(peer) ? State.STRICT : State.LEARNING;
  }

  /** The next packet: its bytes, {@link #USELESS} or {@link #NOTHING}. */
  int receive(ByteBuffer buffer, byte[] into, long now) {
    if (state == State.STRICT && now - strictUntil > 0) {
      disconnect();
      state = State.LEARNING;
    }
    buffer.clear();
    try {
      if (state == State.STRICT || state == State.LATCHED) {
        if (channel.read(buffer) <= 0) {
          return NOTHING;
        }
      } else {
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
          return NOTHING;
        }
        if (!isPeer(from)) {
          return useless();
        }
      }
      int count = buffer.position();
      if (count > Ticker.MOST_BYTES) {
        return useless();
      }
      buffer.flip();
      buffer.get(into, 0, count);
      return opened(into, count);
    } catch (IOException unreachable) {
      // An ICMP message about a packet of ours: the watchdog knows when it is over
      return useless();
    }
  }

  private int opened(byte[] bytes, int count) {
    SrtpStream from = theirs;
    if (from == null) {
      return count;
    }
    int length =
        RtpPacket.isRtcp(bytes, count) ? from.openRtcp(bytes, count) : from.open(bytes, count);
    return length == SrtpStream.FORGED ? useless() : length;
  }

  /** Opens what came on the port of RTCP; 0 where it is forged. */
  int openRtcp(byte[] bytes, int count) {
    SrtpStream from = theirs;
    return from == null ? count : Math.max(0, from.openRtcp(bytes, count));
  }

  /** Encrypts RTCP where it was agreed on. Returns the new length. */
  int protectRtcp(byte[] bytes, int length) {
    SrtpStream to = ours;
    return to == null ? length : to.protectRtcp(bytes, length);
  }

  /** Packets are protected with these from now on, if with any. */
  void secure(Optional<Keys> now) {
    if (!now.equals(keys)) {
      keys = now;
      ours = now.map(both -> new SrtpStream(both.ours())).orElse(null);
      theirs = now.map(both -> new SrtpStream(both.theirs())).orElse(null);
    }
  }

  private int useless() {
    Counters.add(counters.dropped, 1);
    return USELESS;
  }

  /** Whether it comes from where the peer said; from another port of its host after a while. */
  private boolean isPeer(SocketAddress from) {
    InetSocketAddress peer = described;
    if (peer == null
        || !(from instanceof InetSocketAddress source)
        || !source.getAddress().equals(peer.getAddress())) {
      return false;
    }
    candidatePackets = source.equals(candidate) ? candidatePackets + 1 : 1;
    candidate = source;
    return source.equals(peer) || candidatePackets >= CONVINCING;
  }

  /** What was received last is a packet of the peer: nobody else is heard from now on. */
  void latch() {
    if (state == State.STRICT) {
      state = State.LATCHED;
    } else if (state == State.LEARNING
        && candidate instanceof InetSocketAddress source
        && connect(source)) {
      target = source;
      state = State.LATCHED;
    }
  }

  private boolean connect(InetSocketAddress peer) {
    try {
      channel.connect(peer);
      return true;
    } catch (IOException unreachable) {
      Counters.add(counters.dropped, 1);
      return false;
    }
  }

  private void disconnect() {
    try {
      channel.disconnect();
    } catch (IOException failure) {
      Counters.add(counters.dropped, 1);
    }
  }

  /** Protects RTP and sends it. Whether it went out. */
  boolean send(ByteBuffer buffer, byte[] bytes, int length) {
    SrtpStream to = ours;
    return sendAsIs(buffer, bytes, to == null ? length : to.protect(bytes, length));
  }

  /** Whether it went out. */
  boolean sendAsIs(ByteBuffer buffer, byte[] bytes, int count) {
    InetSocketAddress to = target;
    if (to == null) {
      return false;
    }
    buffer.clear();
    buffer.put(bytes, 0, count);
    buffer.flip();
    try {
      return (state == State.STRICT || state == State.LATCHED
              ? channel.write(buffer)
              : channel.send(buffer, to))
          > 0;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
