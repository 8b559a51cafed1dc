package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
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
      new Ticker(
          "not-started",
          new Herald("not-started"),
          1,
          System::nanoTime,
          new Tickers(number -> {
            throw new AssertionError("nothing is too much here");
          }));
  private final long start = System.nanoTime();
  private final Departures departures = new Departures(8_000, start);
  private final Arrivals arrivals = new Arrivals(counters, 8_000);
  private DatagramChannel rtp;
  private DatagramChannel ours;
  private DatagramChannel theirs;
  private Reports reports;

  @BeforeEach
  void open() throws Exception {
    ours = LoopbackChannel.open();
    theirs = LoopbackChannel.open();
    rtp = LoopbackChannel.open();
    InetSocketAddress peer = (InetSocketAddress) theirs.getLocalAddress();
    Transport transport = new Transport(rtp, counters);
    transport.towards(peer, start);
    reports = new Reports(ours, transport, counters, start);
    reports.agree(with(peer), start);
  }

  private static Agreement with(InetSocketAddress peer) {
    return new Agreement(
        Codec.PCMU,
        0,
        0,
        Optional.empty(),
        Agreement.Others.NONE,
        peer,
        peer,
        false,
        Direction.SENDRECV,
        Optional.empty(),
        1);
  }

  @AfterEach
  void close() throws Exception {
    rtp.close();
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
    arrivals.judge(packet, 8_000, start + sequence * 20_000_000L);
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

  private byte[] ofTheReceiver(int ssrc) {
    byte[] bytes = new byte[8];
    bytes[0] = (byte) 0x80;
    bytes[1] = (byte) 201;
    RtpPacket.put16(bytes, 2, 1);
    RtpPacket.put32(bytes, 4, ssrc);
    return bytes;
  }

  @Test
  void hearsThePeerThroughAFloodOfAStranger() throws Exception {
    try (DatagramChannel stranger = LoopbackChannel.open()) {
      for (int i = 0; i < 2_000; i++) {
        stranger.send(ByteBuffer.wrap(ofTheReceiver(66)), ours.getLocalAddress());
      }
      theirs.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start)).isTrue();
      assertThat(counters.dropped()).isZero();
    }
  }

  @Test
  void learnsOnceFromWhereReportsComeIfNoneComeFromWhereTheyShould() throws Exception {
    try (DatagramChannel elsewhere = LoopbackChannel.open();
        DatagramChannel stranger = LoopbackChannel.open()) {
      elsewhere.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start + SECOND)).isFalse();
      reports.turn(ticker, arrivals, departures, start + 16 * SECOND);
      elsewhere.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start + 17 * SECOND)).isTrue();
      stranger.send(ByteBuffer.wrap(ofTheReceiver(66)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start + 18 * SECOND)).isFalse();
    }
  }

  @Test
  void knowsAfterAHoldByZerosFromWhereReportsComeStill() throws Exception {
    try (DatagramChannel translator = LoopbackChannel.open()) {
      reports.turn(ticker, arrivals, departures, start + 16 * SECOND);
      translator.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start + 17 * SECOND)).isTrue();

      reports.agree(with(new InetSocketAddress("0.0.0.0", 4_000)), start + 18 * SECOND);
      translator.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());
      assertThat(reports.look(ticker, departures, start + 19 * SECOND)).as("on hold").isTrue();
      reports.agree(with((InetSocketAddress) theirs.getLocalAddress()), start + 20 * SECOND);
      translator.send(ByteBuffer.wrap(ofTheReceiver(77)), ours.getLocalAddress());

      assertThat(reports.look(ticker, departures, start + 20 * SECOND)).as("after it").isTrue();
    }
  }

  @Test
  void saysThatItSendsOnlyWhileItDoes() throws Exception {
    counters.addSent(160);
    assertThat(reported(8 * SECOND)[1] & 0xFF).isEqualTo(200);
    assertThat(reported(16 * SECOND)[1] & 0xFF).as("within two").isEqualTo(200);
    assertThat(reported(24 * SECOND)[1] & 0xFF).isEqualTo(201);
  }

  @Test
  void knowsNoReportOfAnotherSource() throws Exception {
    byte[] senders = new byte[28];
    senders[0] = (byte) 0x80;
    senders[1] = (byte) 200;
    RtpPacket.put16(senders, 2, 6);
    RtpPacket.put32(senders, 4, 78);
    RtpPacket.put32(senders, 10, 0x1234_5678);
    reports.take(senders, 28, departures.ssrc(), start);
    arrives(1);
    assertThat(RtpPacket.int32(reported(8 * SECOND), 24)).isZero();
    RtpPacket.put32(senders, 4, 77);
    reports.take(senders, 28, departures.ssrc(), start + 9 * SECOND);
    assertThat(RtpPacket.int32(reported(16 * SECOND), 24)).isEqualTo(0x1234_5678);
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
