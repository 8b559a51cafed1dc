package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * The RTP socket of one leg, which knows its peer. Until the peer has shown itself, packets are
 * taken from the described address alone; then the socket is connected, and the kernel keeps
 * strangers out. Of one leg, on its ticker.
 */
final class Transport {

  /** Nothing has come. */
  static final int NOTHING = -1;

  /** Something has come that is of no use. */
  static final int USELESS = 0;

  // A peer behind a translator of ports sends so many before we believe it
  private static final int CONVINCING = 3;
  // A flood of strangers may keep the queue full for ever
  private static final int MOST_UNSETTLED = 4;

  private final DatagramChannel channel;
  private final Counters counters;
  private @Nullable InetSocketAddress described;
  private @Nullable InetSocketAddress target;
  private @Nullable InetSocketAddress found;
  private boolean latched;
  private int unsettled;
  private @Nullable SocketAddress candidate;
  private int candidatePackets;

  Transport(DatagramChannel channel, Counters counters) {
    this.channel = channel;
    this.counters = counters;
  }

  /** Sends to, and takes from, this peer. The same again changes nothing. */
  void towards(InetSocketAddress peer) {
    if (peer.equals(described)) {
      return;
    }
    disconnect();
    described = peer;
    target = peer.getAddress().isAnyLocalAddress() ? null : peer;
    candidate = null;
    candidatePackets = 0;
  }

  /** The next packet: its bytes, {@link #USELESS} or {@link #NOTHING}. */
  int receive(ByteBuffer buffer, byte[] into) {
    buffer.clear();
    try {
      SocketAddress from = null;
      if (latched) {
        if (channel.read(buffer) <= 0) {
          return NOTHING;
        }
      } else {
        from = channel.receive(buffer);
        if (from == null) {
          return NOTHING;
        }
      }
      int count = buffer.position();
      if (count > Ticker.MOST_BYTES || (from != null && !isPeer(from))) {
        Counters.add(counters.dropped, 1);
        return USELESS;
      }
      buffer.flip();
      buffer.get(into, 0, count);
      return count;
    } catch (IOException unreachable) {
      // An ICMP message about a packet of ours: the watchdog knows when it is over
      Counters.add(counters.dropped, 1);
      return USELESS;
    }
  }

  /** Whether it comes from where the peer said; from another port of its host after a while. */
  private boolean isPeer(SocketAddress from) {
    InetSocketAddress peer = described;
    if (peer == null || !(from instanceof InetSocketAddress source)) {
      return false;
    }
    InetSocketAddress known = found;
    if (known != null) {
      return source.equals(known);
    }
    if (source.equals(peer)) {
      candidate = source;
      return true;
    }
    if (!source.getAddress().equals(peer.getAddress())) {
      return false;
    }
    candidatePackets = source.equals(candidate) ? candidatePackets + 1 : 1;
    candidate = source;
    return candidatePackets >= CONVINCING;
  }

  /** A valid packet has come from the candidate: it is the peer from now on, and nobody else. */
  void latch() {
    if (found == null && candidate instanceof InetSocketAddress source) {
      found = source;
      target = source;
    }
  }

  /** Shuts the door behind the peer. Connecting empties the queue, so it has been read before. */
  void settle(boolean emptied) {
    InetSocketAddress source = found;
    if (latched || source == null || (!emptied && ++unsettled < MOST_UNSETTLED)) {
      return;
    }
    try {
      channel.connect(source);
      latched = true;
    } catch (IOException unreachable) {
      Counters.add(counters.dropped, 1);
    }
  }

  private void disconnect() {
    found = null;
    unsettled = 0;
    if (latched) {
      try {
        channel.disconnect();
      } catch (IOException failure) {
        Counters.add(counters.dropped, 1);
      }
      latched = false;
    }
  }

  /** Whether it went out. */
  boolean send(ByteBuffer buffer, byte[] bytes, int count) {
    InetSocketAddress to = target;
    if (to == null) {
      return false;
    }
    buffer.clear();
    buffer.put(bytes, 0, count);
    buffer.flip();
    try {
      return (latched ? channel.write(buffer) : channel.send(buffer, to)) > 0;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
