package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.Random;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement;
import org.jackfield.media.sdp.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final long SECOND = 1_000_000_000L;

  private final Counters counters = new Counters();
  private final Ticker ticker =
      new Ticker("not-started", new Herald("not-started"), 1, System::nanoTime);
  private final long start = System.nanoTime();
  private final Departures departures = new Departures(8_000, start);
  private final Arrivals arrivals = new Arrivals(counters, 8_000);
  private DatagramChannel ours;
  private DatagramChannel theirs;
  private Reports reports;

  @BeforeEach
  void open() throws Exception {
    ours = channel();
    theirs = channel();
    reports = new Reports(ours, new Transport(ours, counters), counters, start);
    InetSocketAddress peer = (InetSocketAddress) theirs.getLocalAddress();
    reports.agree(
        new Agreement(
            Codec.PCMU,
            0,
            0,
            Optional.empty(),
            peer,
            peer,
            false,
            Direction.SENDRECV,
            Optional.empty()));
  }

  private static DatagramChannel channel() throws Exception {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.configureBlocking(false);
    return channel;
  }

  @AfterEach
  void close() throws Exception {
    ours.close();
    theirs.close();
  }

  private byte[] reported(long after) throws Exception {
    reports.turn(ticker, arrivals, departures, start + after);
    ByteBuffer buffer = ByteBuffer.allocate(500);
    if (theirs.receive(buffer) == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private void arrives(int sequence) {
    byte[] bytes = new byte[172];
    RtpPacket.write(bytes, false, 0, sequence, sequence * 160, 77);
    RtpPacket packet = new RtpPacket();
    packet.read(bytes, 172);
    arrivals.judge(packet, start + sequence * 20_000_000L);
  }

  @Test
  void reportsOfTheReceiverWithinSevenSeconds() throws Exception {
    arrives(1);
    arrives(2);
    arrives(5);
    assertThat(reported(0)).isEmpty();
    byte[] report = reported(8 * SECOND);
    assertThat(report[0] & 0xFF).isEqualTo(0x81);
    assertThat(report[1] & 0xFF).isEqualTo(201);
    assertThat(RtpPacket.unsigned16(report, 2)).isEqualTo(7);
    assertThat(RtpPacket.int32(report, 4)).isEqualTo(departures.ssrc());
    assertThat(RtpPacket.int32(report, 8)).isEqualTo(77);
    assertThat(report[12] & 0xFF).as("two of five").isEqualTo(2 * 256 / 5);
    assertThat(RtpPacket.int32(report, 12) & 0xFF_FFFF).isEqualTo(2);
    assertThat(RtpPacket.int32(report, 16)).isEqualTo(5);
    assertThat(report[33] & 0xFF).isEqualTo(202);
    assertThat(report.length % 4).isZero();
    assertThat(32 + 4 * (RtpPacket.unsigned16(report, 34) + 1)).isEqualTo(report.length);
  }

  @Test
  void reportsOfTheSenderAndLearnsTheRoundTrip() throws Exception {
    for (int i = 0; i < 10; i++) {
      counters.addSent(160);
    }
    byte[] report = reported(8 * SECOND);
    assertThat(report[1] & 0xFF).isEqualTo(200);
    assertThat(RtpPacket.int32(report, 20)).isEqualTo(10);
    assertThat(RtpPacket.int32(report, 24)).isEqualTo(1_600);

    byte[] answer = new byte[32];
    answer[0] = (byte) 0x81;
    answer[1] = (byte) 201;
    RtpPacket.put16(answer, 2, 7);
    RtpPacket.put32(answer, 8, departures.ssrc());
    RtpPacket.put32(answer, 24, RtpPacket.int32(report, 10));
    RtpPacket.put32(answer, 28, 65_536);
    assertThat(reports.take(answer, 32, departures.ssrc(), start + 9 * SECOND + SECOND / 4))
        .isTrue();
    assertThat(counters.roundTripMillis()).isBetween(249.0, 251.0);
  }

  @Test
  void isNotConfusedByNonsense() {
    Random random = new Random(5);
    byte[] bytes = new byte[200];
    for (int i = 0; i < 50_000; i++) {
      random.nextBytes(bytes);
      bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
      bytes[1] = (byte) (200 + i % 6);
      bytes[2] = 0;
      bytes[3] = (byte) random.nextInt(50);
      reports.take(bytes, random.nextInt(201), departures.ssrc(), start);
    }
    assertThat(counters.roundTripMillis()).isZero();
  }

  @Test
  void estimatesWhatAListenerThinks() {
    assertThat(Quality.opinion(0, 30)).isBetween(4.3, 4.5);
    assertThat(Quality.opinion(5, 100)).isBetween(3.5, 4.2);
    assertThat(Quality.opinion(50, 500)).isEqualTo(1.0);
  }
}
