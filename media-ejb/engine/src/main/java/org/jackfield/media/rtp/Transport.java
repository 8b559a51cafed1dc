package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jspecify.annotations.Nullable;

/**
 * The RTP socket of one leg, which knows its peer: it is connected to the address that the peer
 * described, so that the kernel keeps strangers out. If nothing comes from there for a second, or
 * nothing can, the peer may be behind a translator: then another port of its host, or one of the
 * host that signalling comes from, is learned, once. Of one leg, on its ticker.
 */
final class Transport {

  /** Nothing has come. */
  static final int NOTHING = -1;

  /** Something has come that is of no use. */
  static final int USELESS = 0;

  private static final long STRICT_NANOS = 1_000_000_000L;

  private final DatagramChannel channel;
  private final Counters counters;
  private State state = State.CLOSED;
  private final Acquaintance peers = new Acquaintance();
  private Handshake handshake = Handshake.NONE;
  private @Nullable InetSocketAddress target;
  private long strictUntil;
  private Optional<Keys> keys = Optional.empty();
  private @Nullable SrtpStream ours;
  private @Nullable SrtpStream theirs;

  private enum State {
    /** No peer is known: what comes is dropped. */
    CLOSED,
    /** Connected to the described address, from which nothing has come yet. */
    STRICT,
    /** Another port of the described host would do, or one of the host that signals. */
    LEARNING,
    /** Connected to where the peer has shown itself. */
    LATCHED
  }

  Transport(DatagramChannel channel, Counters counters) {
    this.channel = channel;
    this.counters = counters;
  }

  /** Gives what is neither RTP nor RTCP to somebody. */
  void handshake(Handshake taker) {
    handshake = taker;
  }

  /** Sends to, and takes from, this peer. The same again changes nothing. */
  void towards(InetSocketAddress peer, long now) {
    // 0.0.0.0 holds, and says nothing of where the peer is
    if (peer.equals(peers.described()) || peer.getAddress().isAnyLocalAddress()) {
      return;
    }
    disconnect();
    peers.described(peer);
    target = peer;
    strictUntil = now + STRICT_NANOS;
    state = !peers.isHidden() && connect(peer) ? State.STRICT : State.LEARNING;
  }

  /**
   * The peer's signalling comes from this host, which may be that of its translator. Where it has
   * changed and the one before was latched to, the peer has moved and is learned again.
   */
  void signalledFrom(InetAddress host) {
    InetAddress before = peers.signalledFrom(host);
    InetSocketAddress latched = target;
    boolean moved =
        state == State.LATCHED
            && latched != null
            && !latched.equals(peers.described())
            && latched.getAddress().equals(before)
            && !host.equals(before);
    if (moved || (state == State.STRICT && peers.isHidden())) {
      learn();
    }
  }

  private void learn() {
    disconnect();
    peers.forget();
    state = State.LEARNING;
  }

  private boolean isConnected() {
    return state == State.STRICT || state == State.LATCHED;
  }

  /**
   * The next packet: its bytes, {@link #USELESS} or {@link #NOTHING}.
   *
   * @param thorough whether an empty packet must not be taken for none, which costs a little more
   */
  int receive(ByteBuffer buffer, byte[] into, boolean thorough, long now) {
    if (state == State.STRICT && now - strictUntil > 0) {
      learn();
    }
    buffer.clear();
    try {
      SocketAddress from = target;
      if (thorough || !isConnected()) {
        from = channel.receive(buffer);
      } else if (channel.read(buffer) <= 0) {
        return NOTHING;
      }
      if (from == null) {
        return NOTHING;
      }
      int count = buffer.position();
      if (count == 0 || count > Ticker.MOST_BYTES) {
        return useless();
      }
      buffer.flip();
      buffer.get(into, 0, count);
      PacketKind kind = PacketKind.of(into[0]);
      if (kind != PacketKind.RTP) {
        return noSound(kind, into, count, from);
      }
      return isConnected() || peers.isPeer(from) ? opened(into, count) : useless();
    } catch (IOException unreachable) {
      // An ICMP message about a packet of ours: the watchdog knows when it is over
      return useless();
    }
  }

  private int noSound(PacketKind kind, byte[] bytes, int count, SocketAddress from) {
    if (kind == PacketKind.OTHER || !(from instanceof InetSocketAddress source)) {
      return useless();
    }
    counters.addHandshake();
    handshake.take(kind, bytes, count, source);
    return USELESS;
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
    counters.addDropped();
    return USELESS;
  }

  /** What was received last is a packet of the peer: nobody else is heard from now on. */
  void latch() {
    if (state == State.STRICT) {
      state = State.LATCHED;
      return;
    }
    InetSocketAddress source = peers.candidate();
    if (state == State.LEARNING && source != null && connect(source)) {
      target = source;
      state = State.LATCHED;
    }
  }

  /** Whether reports of this host are the peer's. */
  boolean mayReport(InetAddress host) {
    InetSocketAddress latched = target;
    return state == State.LATCHED && latched != null
        ? host.equals(latched.getAddress())
        : peers.isKnown(host);
  }

  private boolean connect(InetSocketAddress peer) {
    try {
      channel.connect(peer);
      return true;
    } catch (IOException unreachable) {
      counters.addDropped();
      return false;
    }
  }

  private void disconnect() {
    try {
      channel.disconnect();
    } catch (IOException failure) {
      counters.addDropped();
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
      return (isConnected() ? channel.write(buffer) : channel.send(buffer, to)) > 0;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
