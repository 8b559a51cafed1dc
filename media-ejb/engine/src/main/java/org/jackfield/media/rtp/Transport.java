package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jackfield.media.sdp.Crypto;
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

  // A telephone may open its port a little after it has described it
  private static final int BORNE = 10;
  private static final long PAUSE_NANOS = 200_000_000L;

  // A translator may have given the peer another port, where nothing came for so long
  private static final long STALE_NANOS = 3_000_000_000L;

  private final DatagramChannel channel;
  private final Tether tether;
  private final Counters counters;
  private State state = State.CLOSED;
  private final Acquaintance peers = new Acquaintance();
  private Handshake handshake = Handshake.NONE;
  private @Nullable InetSocketAddress target;
  private long strictUntil;
  private long heardAt;
  // Of the last turn
  private long clock;
  private int refusals;
  private long pausedUntil;
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
    this.tether = new Tether(channel, counters);
    this.counters = counters;
  }

  /** Gives what is neither RTP nor RTCP to somebody. */
  void handshake(Handshake taker) {
    handshake = taker;
  }

  /**
   * Sends to, and takes from, this peer. The same again changes nothing where it is heard; where
   * nothing has come for some seconds, as after a hold, it may be learned anew.
   *
   * @return whether it may be elsewhere from now on, than where it was heard
   */
  boolean towards(InetSocketAddress peer, long now) {
    // 0.0.0.0 holds, and says nothing of where the peer is
    if (peer.getAddress().isAnyLocalAddress()) {
      return false;
    }
    if (peer.equals(peers.described())) {
      return state == State.LATCHED && now - heardAt > STALE_NANOS && relearn();
    }
    tether.loosen();
    peers.described(peer);
    target = peer;
    refusals = 0;
    strictUntil = now + STRICT_NANOS;
    state = !peers.isHidden() && tether.tie(peer) ? State.STRICT : State.LEARNING;
    return true;
  }

  /** Sends to where the peer was heard, and takes it from there at once, until it is elsewhere. */
  private boolean relearn() {
    learn();
    peers.wasAt(target);
    return true;
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
    tether.loosen();
    peers.forget();
    state = State.LEARNING;
  }

  /** Whether the peer is not looked for at the described address, or not there alone. */
  boolean isLearning() {
    return state == State.LEARNING;
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
    clock = now;
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
      return believed(from, into, count);
    } catch (IOException unreachable) {
      // An ICMP message about a packet of ours: the watchdog knows when it is over
      refused();
      return useless();
    }
  }

  /** What is forged says nothing of where the peer is: it is found out before. */
  private int believed(SocketAddress from, byte[] bytes, int count) {
    if (isConnected()) {
      refusals = 0;
      return opened(bytes, count);
    }
    if (!peers.mayBe(from)) {
      return useless();
    }
    int length = opened(bytes, count);
    return length == USELESS || peers.isPeer(from) ? length : useless();
  }

  /** Each refusal costs an exception: who refuses again and again is tried less often. */
  private void refused() {
    refusals++;
    pausedUntil = clock + PAUSE_NANOS;
  }

  private boolean isPaused() {
    return refusals > BORNE && clock - pausedUntil < 0;
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

  /**
   * Packets are protected with these from now on, if with any. A direction whose key stays goes on
   * where it is: from the start again it would use the same key stream twice (RFC 3711 section
   * 9.1).
   */
  void secure(Optional<Keys> now) {
    ours = stream(ours, keys.map(Keys::ours), now.map(Keys::ours));
    theirs = stream(theirs, keys.map(Keys::theirs), now.map(Keys::theirs));
    keys = now;
  }

  /** RFC 3711 section 3.3.1: another key is used from where the one before has come to. */
  private static @Nullable SrtpStream stream(
      @Nullable SrtpStream stream, Optional<Crypto> before, Optional<Crypto> now) {
    if (now.isEmpty() || stream == null || before.isEmpty()) {
      return now.map(SrtpStream::new).orElse(null);
    }
    return now.get().isSameKeyAs(before.get()) ? stream : new SrtpStream(now.get(), stream);
  }

  private int useless() {
    counters.addDropped();
    return USELESS;
  }

  /** What was received last is a packet of the peer: nobody else is heard from now on. */
  void latch() {
    heardAt = clock;
    if (state == State.STRICT) {
      state = State.LATCHED;
      return;
    }
    InetSocketAddress source = peers.candidate();
    if (state == State.LEARNING && source != null && tether.tie(source)) {
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

  /** Protects RTP and sends it. Whether it went out. */
  boolean send(ByteBuffer buffer, byte[] bytes, int length) {
    if (isPaused()) {
      return false;
    }
    SrtpStream to = ours;
    return sendAsIs(buffer, bytes, to == null ? length : to.protect(bytes, length));
  }

  /** Whether it went out. */
  boolean sendAsIs(ByteBuffer buffer, byte[] bytes, int count) {
    InetSocketAddress to = target;
    if (to == null || isPaused()) {
      return false;
    }
    buffer.clear();
    buffer.put(bytes, 0, count);
    buffer.flip();
    try {
      return (isConnected() ? channel.write(buffer) : channel.send(buffer, to)) > 0;
    } catch (IOException unreachable) {
      refused();
      return false;
    }
  }
}
