package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jackfield.media.sdp.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * Sender and receiver reports of one leg (RFC 3550 section 6): ours every 5 seconds or so, the
 * peer's for the round trip. A BYE in them ends nothing. On the leg's ticker.
 */
final class Reports {

  private static final int SENDER = 200;
  private static final int RECEIVER = 201;
  private static final int DESCRIPTION = 202;
  private static final int BLOCK = 24;
  private static final long INTERVAL = 5_000_000_000L;
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
  // The wall clock is read once: what is measured with it must not jump
  private static final long WALL_NANOS =
      System.currentTimeMillis() * 1_000_000L - System.nanoTime();

  private final DatagramChannel channel;
  private final Transport transport;
  private final Counters counters;
  private final byte[] name;
  private @Nullable Agreement agreement;
  // Of a peer behind a translator: where its own came from
  private @Nullable InetSocketAddress learned;
  private long due;
  private int lastSenderReport;
  private long lastSenderReportAt;

  Reports(DatagramChannel channel, Transport transport, Counters counters, long now) {
    this.channel = channel;
    this.transport = transport;
    this.counters = counters;
    // RFC 7022: a name that says nothing of us
    name =
        Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36)
            .getBytes(StandardCharsets.US_ASCII);
    plan(now);
  }

  private void plan(long now) {
    // RFC 3550 section 6.3.1: half to one and a half, so that nobody reports in step
    due = now + INTERVAL / 2 + ThreadLocalRandom.current().nextLong(INTERVAL);
  }

  void agree(Agreement now) {
    Agreement before = agreement;
    if (before == null || !before.peerRtcp().equals(now.peerRtcp())) {
      learned = null;
    }
    agreement = now;
  }

  /** Now and then: whether the peer gave a sign of life. */
  boolean turn(Ticker ticker, Arrivals arrivals, Departures departures, long now) {
    Agreement agreed = agreement;
    if (agreed == null) {
      return false;
    }
    if (now - due > 0) {
      plan(now);
      report(ticker, agreed, arrivals, departures, now);
    }
    return look(ticker, agreed, departures, now);
  }

  private boolean look(Ticker ticker, Agreement agreed, Departures departures, long now) {
    ByteBuffer buffer = ticker.receiveBuffer();
    byte[] bytes = ticker.received();
    boolean alive = false;
    try {
      for (int i = 0; i < 4; i++) {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
          return alive;
        }
        int count = buffer.position();
        boolean mayBe =
            from instanceof InetSocketAddress source
                && (source.getAddress().equals(agreed.peerRtcp().getAddress())
                    || transport.mayReport(source.getAddress()));
        if (!mayBe || count > Ticker.MOST_BYTES) {
          counters.addDropped();
          continue;
        }
        buffer.flip();
        buffer.get(bytes, 0, count);
        if (take(bytes, transport.openRtcp(bytes, count), departures.ssrc(), now)) {
          alive = true;
          learn((InetSocketAddress) from, agreed);
        }
      }
    } catch (IOException unreachable) {
      counters.addDropped();
    }
    return alive;
  }

  /** A translator's port is learned once, like that of RTP. */
  private void learn(InetSocketAddress from, Agreement agreed) {
    if (learned == null
        && !from.equals(agreed.peerRtcp())
        && transport.mayReport(from.getAddress())) {
      learned = from;
    }
  }

  /** Reads a compound packet that has been opened; whether it was one. */
  boolean take(byte[] bytes, int count, int ourSsrc, long now) {
    int at = 0;
    while (at + 8 <= count && (bytes[at] & 0xC0) == 0x80) {
      int length = 4 * (RtpPacket.unsigned16(bytes, at + 2) + 1);
      int type = bytes[at + 1] & 0xFF;
      int blocks = bytes[at] & 0x1F;
      if (at + length > count) {
        break;
      }
      if (type == SENDER && length >= 28) {
        lastSenderReport = RtpPacket.int32(bytes, at + 10);
        lastSenderReportAt = now;
        blocks(bytes, at + 28, at + length, blocks, ourSsrc, now);
      } else if (type == RECEIVER) {
        blocks(bytes, at + 8, at + length, blocks, ourSsrc, now);
      }
      at += length;
    }
    if (at == 0 || at != count) {
      counters.addDropped();
    }
    return at > 0;
  }

  private void blocks(byte[] bytes, int start, int end, int number, int ourSsrc, long now) {
    for (int i = 0; i < number && start + (i + 1) * BLOCK <= end; i++) {
      int at = start + i * BLOCK;
      int lastReport = RtpPacket.int32(bytes, at + 16);
      if (RtpPacket.int32(bytes, at) == ourSsrc && lastReport != 0) {
        // Section 6.4.1: in 65,536th parts of a second
        int trip = middle(now) - lastReport - RtpPacket.int32(bytes, at + 20);
        if (trip >= 0 && trip < 10 << 16) {
          counters.roundTripMillis(trip * 1_000.0 / 65_536);
        }
      }
    }
  }

  private void report(
      Ticker ticker, Agreement agreed, Arrivals arrivals, Departures departures, long now) {
    byte[] bytes = ticker.toSend();
    boolean sender = counters.sent() > 0;
    int blocks = arrivals.any() ? 1 : 0;
    int at = sender ? 28 : 8;
    bytes[0] = (byte) (0x80 | blocks);
    bytes[1] = (byte) (sender ? SENDER : RECEIVER);
    RtpPacket.put32(bytes, 4, departures.ssrc());
    if (sender) {
      long ntp = ntp(now);
      RtpPacket.put32(bytes, 8, (int) (ntp >> 32));
      RtpPacket.put32(bytes, 12, (int) ntp);
      RtpPacket.put32(bytes, 16, departures.timestampAt(now));
      RtpPacket.put32(bytes, 20, (int) counters.sent());
      RtpPacket.put32(bytes, 24, (int) counters.octetsSent());
    }
    if (blocks > 0) {
      block(bytes, at, arrivals, now);
      at += BLOCK;
    }
    RtpPacket.put16(bytes, 2, at / 4 - 1);
    int count = description(bytes, at, departures.ssrc());
    send(ticker, agreed, bytes, count);
  }

  private void block(byte[] bytes, int at, Arrivals arrivals, long now) {
    int lost = Math.clamp(arrivals.lostHere(), -0x80_0000, 0x7F_FFFF);
    RtpPacket.put32(bytes, at, arrivals.ssrc());
    RtpPacket.put32(bytes, at + 4, (arrivals.fractionLost() << 24) | (lost & 0xFF_FFFF));
    RtpPacket.put32(bytes, at + 8, arrivals.extendedHighest());
    RtpPacket.put32(bytes, at + 12, arrivals.jitter());
    RtpPacket.put32(bytes, at + 16, lastSenderReport);
    long since =
        lastSenderReport == 0 ? 0 : (now - lastSenderReportAt) / 1_000 * 65_536 / 1_000_000;
    RtpPacket.put32(bytes, at + 20, (int) since);
  }

  private int description(byte[] bytes, int at, int ssrc) {
    bytes[at] = (byte) 0x81;
    bytes[at + 1] = (byte) DESCRIPTION;
    RtpPacket.put32(bytes, at + 4, ssrc);
    bytes[at + 8] = 1;
    bytes[at + 9] = (byte) name.length;
    System.arraycopy(name, 0, bytes, at + 10, name.length);
    int end = at + 10 + name.length;
    // One zero at least, and then up to the next word
    do {
      bytes[end++] = 0;
    } while ((end - at) % 4 != 0);
    RtpPacket.put16(bytes, at + 2, (end - at) / 4 - 1);
    return end;
  }

  private void send(Ticker ticker, Agreement agreed, byte[] bytes, int length) {
    int count = transport.protectRtcp(bytes, length);
    ByteBuffer buffer = ticker.sendBuffer();
    if (agreed.rtcpMux()) {
      transport.sendAsIs(buffer, bytes, count);
      return;
    }
    InetSocketAddress known = learned;
    InetSocketAddress to = known == null ? agreed.peerRtcp() : known;
    if (!to.getAddress().isAnyLocalAddress()) {
      buffer.clear();
      buffer.put(bytes, 0, count);
      buffer.flip();
      try {
        channel.send(buffer, to);
      } catch (IOException unreachable) {
        counters.addDropped();
      }
    }
  }

  private static long ntp(long now) {
    long wall = now + WALL_NANOS;
    long fraction = (wall % 1_000_000_000L << 32) / 1_000_000_000L;
    return ((wall / 1_000_000_000L + NTP_EPOCH_SECONDS) << 32) | fraction;
  }

  private static int middle(long now) {
    return (int) (ntp(now) >> 16);
  }
}
