package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jackfield.media.sdp.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * Sender and receiver reports of one leg (RFC 3550 section 6): ours every 5 seconds or so, whether
 * it sends, only hears or is on hold, the peer's for the round trip. A BYE in them ends nothing.
 * The kernel keeps strangers out as soon as it is known where the peer's come from, so that no
 * flood of theirs pushes them out. On the leg's ticker.
 */
final class Reports {

  private static final int SENDER = 200;
  private static final int RECEIVER = 201;
  private static final int DESCRIPTION = 202;
  private static final int BLOCK = 24;
  private static final int MOST_PACKETS = 16;
  private static final long INTERVAL = 5_000_000_000L;
  // RFC 3550 section 6.3.1: what the timer's rules would add is taken off
  private static final double COMPENSATION = 1.21828;
  // A peer that reports has done so by then; one that does not may do it from elsewhere
  private static final long STRICT_NANOS = 3 * INTERVAL;
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
  // The wall clock is read once: what is measured with it must not jump
  private static final long WALL_NANOS =
      System.currentTimeMillis() * 1_000_000L - System.nanoTime();

  private final DatagramChannel channel;
  private final Tether tether;
  private final Transport transport;
  private final Counters counters;
  private final byte[] name;
  private @Nullable Agreement agreement;
  private @Nullable InetSocketAddress described;
  private @Nullable SelectionKey watched;
  private State state = State.OPEN;
  private long strictUntil;
  private long due;
  private long sentAtReport;
  private long sentAtReportBefore;
  private int lastSenderReport;
  private int lastSenderSsrc;
  private long lastSenderReportAt;

  private enum State {
    /** Any port of the peer's hosts may report. */
    OPEN,
    /** Connected to the described address, from which nothing has come yet. */
    STRICT,
    /** Connected to where the peer's reports have come from. */
    LATCHED
  }

  Reports(DatagramChannel channel, Transport transport, Counters counters, long now) {
    this.channel = channel;
    this.tether = new Tether(channel, counters);
    this.transport = transport;
    this.counters = counters;
    // RFC 7022: a name that says nothing of us
    name =
        Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36)
            .getBytes(StandardCharsets.US_ASCII);
    // Section 6.2: the first one after half of the time
    plan(now, INTERVAL / 2);
  }

  /** Half to one and a half of the time, so that nobody reports in step (section 6.3.1). */
  private void plan(long now, long interval) {
    double jittered = interval * (0.5 + ThreadLocalRandom.current().nextDouble());
    due = now + (long) (jittered / COMPENSATION);
  }

  void agree(Agreement next, long now) {
    agreement = next;
    InetSocketAddress there = next.peerRtcp();
    // 0.0.0.0 holds, and says nothing of where the peer is: after it all is as before
    if (next.rtcpMux() || there.getAddress().isAnyLocalAddress() || there.equals(described)) {
      return;
    }
    described = there;
    open();
    if (!transport.isLearning() && tether.tie(there)) {
      state = State.STRICT;
      strictUntil = now + STRICT_NANOS;
    }
  }

  /** The peer has moved, or sits behind a translator: its reports may come from elsewhere. */
  void open() {
    if (state != State.OPEN) {
      state = State.OPEN;
      tether.loosen();
    }
  }

  /** Has the ticker tell the leg when something has come. */
  void watch(Ticker ticker, Leg of) {
    try {
      watched = ticker.reports().add(channel, of);
    } catch (IOException closed) {
      counters.addDropped();
    }
  }

  /** No more, for the leg ends or goes to another ticker. */
  void unwatch(Ticker ticker) {
    SelectionKey key = watched;
    watched = null;
    if (key != null) {
      ticker.reports().remove(key);
    }
  }

  boolean isWatched() {
    return watched != null;
  }

  /** Now and then: reports, if it is time. */
  void turn(Ticker ticker, Arrivals arrivals, Departures departures, long now) {
    Agreement agreed = agreement;
    if (agreed == null) {
      return;
    }
    if (now - due > 0) {
      plan(now, INTERVAL);
      report(ticker, agreed, arrivals, departures, now);
    }
    if (state == State.STRICT && now - strictUntil > 0) {
      open();
    }
  }

  /** Takes what has come: whether the peer gave a sign of life. */
  boolean look(Ticker ticker, Departures departures, long now) {
    ByteBuffer buffer = ticker.receiveBuffer();
    byte[] bytes = ticker.received();
    Agreement agreed = agreement;
    boolean alive = false;
    for (int i = 0; i < MOST_PACKETS; i++) {
      InetSocketAddress from = receive(buffer);
      if (from == null) {
        return alive;
      }
      int count = buffer.position();
      if (agreed == null || !mayReport(from, agreed) || count > Ticker.MOST_BYTES) {
        counters.addDropped();
        continue;
      }
      buffer.flip();
      buffer.get(bytes, 0, count);
      if (take(bytes, transport.openRtcp(bytes, count), departures.ssrc(), now)) {
        alive = true;
        latch(from, agreed);
      }
    }
    return alive;
  }

  private @Nullable InetSocketAddress receive(ByteBuffer buffer) {
    buffer.clear();
    try {
      SocketAddress from = channel.receive(buffer);
      return from instanceof InetSocketAddress source ? source : null;
    } catch (PortUnreachableException deaf) {
      // A peer that takes no reports, which is its right
      return null;
    } catch (IOException unreachable) {
      counters.addDropped();
      return null;
    }
  }

  private boolean mayReport(InetSocketAddress from, Agreement agreed) {
    return state != State.OPEN
        || from.getAddress().equals(agreed.peerRtcp().getAddress())
        || transport.mayReport(from.getAddress());
  }

  /** Where the peer's reports come from is learned once, like the port of RTP. */
  private void latch(InetSocketAddress from, Agreement agreed) {
    boolean believed = from.equals(agreed.peerRtcp()) || transport.mayReport(from.getAddress());
    if (state == State.STRICT) {
      state = State.LATCHED;
    } else if (state == State.OPEN && !agreed.rtcpMux() && believed && tether.tie(from)) {
      state = State.LATCHED;
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
        lastSenderSsrc = RtpPacket.int32(bytes, at + 4);
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
    boolean sender = isSender();
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

  /** Section 6.4: who has sent since the report before the last one. */
  private boolean isSender() {
    long sent = counters.sent();
    boolean sends = sent > sentAtReportBefore;
    sentAtReportBefore = sentAtReport;
    sentAtReport = sent;
    return sends;
  }

  private void block(byte[] bytes, int at, Arrivals arrivals, long now) {
    int lost = Math.clamp(arrivals.lostHere(), -0x80_0000, 0x7F_FFFF);
    RtpPacket.put32(bytes, at, arrivals.ssrc());
    RtpPacket.put32(bytes, at + 4, (arrivals.fractionLost() << 24) | (lost & 0xFF_FFFF));
    RtpPacket.put32(bytes, at + 8, arrivals.extendedHighest());
    RtpPacket.put32(bytes, at + 12, arrivals.jitter());
    boolean known = lastSenderReport != 0 && lastSenderSsrc == arrivals.ssrc();
    RtpPacket.put32(bytes, at + 16, known ? lastSenderReport : 0);
    long since = known ? (now - lastSenderReportAt) / 1_000 * 65_536 / 1_000_000 : 0;
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
    InetSocketAddress to = agreed.peerRtcp();
    if (to.getAddress().isAnyLocalAddress()) {
      return;
    }
    buffer.clear();
    buffer.put(bytes, 0, count);
    buffer.flip();
    try {
      if (state == State.OPEN) {
        channel.send(buffer, to);
      } else {
        channel.write(buffer);
      }
    } catch (PortUnreachableException deaf) {
      // A peer that takes no reports
    } catch (IOException unreachable) {
      counters.addDropped();
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
