package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports that Jazzer thinks up are read to their end, or not at all. */
class RtcpFuzzTest {

  private static final int SSRC = 7;

  static byte[][] seeds() {
    byte[] sender = new byte[52];
    sender[0] = (byte) 0x81;
    sender[1] = (byte) 200;
    sender[3] = 12;
    sender[31] = SSRC;
    sender[47] = 1;
    byte[] receiver = new byte[32];
    receiver[0] = (byte) 0x81;
    receiver[1] = (byte) 201;
    receiver[3] = 7;
    receiver[11] = SSRC;
    receiver[27] = 1;
    return new byte[][] {sender, receiver};
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void readsAnyReport(byte[] report) throws IOException {
    Counters counters = new Counters();
    try (DatagramChannel unused = DatagramChannel.open()) {
      Reports reports = new Reports(unused, new Transport(unused, counters), counters, 0);
      reports.take(report, report.length, SSRC, 1_000_000_000L);
      assertThat(counters.roundTripMillis()).isBetween(0.0, 10_000.0);
    }
  }
}
