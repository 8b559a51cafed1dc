package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.media.rtp.Arrivals.Verdict;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final int CLOCK = 8_000;

  private final Counters counters = new Counters();
  private final Arrivals arrivals = new Arrivals(counters, CLOCK);
  private int sequence = 65_500;
  private long now = 1_000_000_000L;

  private Verdict comes(int timestamp, int ticksPerSecond) {
    byte[] bytes = new byte[172];
    RtpPacket.write(bytes, false, 0, sequence++ & 0xFFFF, timestamp, 77);
    RtpPacket packet = new RtpPacket();
    packet.read(bytes, 172);
    now += Ticker.FRAME_NANOS;
    return arrivals.judge(packet, ticksPerSecond, now);
  }

  /** RFC 4733: all packets of a press have the timestamp of its beginning. */
  @Test
  void takesNoEventForJitter() {
    int timestamp = 0;
    for (int press = 0; press < 5; press++) {
      for (int i = 0; i < 50; i++) {
        comes(timestamp, CLOCK);
        timestamp += 160;
      }
      for (int i = 0; i < 60; i++) {
        comes(timestamp, 0);
      }
      timestamp += 60 * 160;
    }
    assertThat(counters.received()).isEqualTo(550);
    assertThat(counters.jitterMillis()).isLessThan(0.1);
    assertThat(counters.lost()).isZero();
    assertThat(counters.late()).isZero();
  }

  @Test
  void missesAnEventThatIsLost() {
    comes(0, CLOCK);
    comes(160, 0);
    sequence += 2;
    comes(160, 0);
    assertThat(counters.lost()).isEqualTo(2);
    sequence -= 2;
    assertThat(comes(160, 0)).isEqualTo(Verdict.LATE);
    assertThat(counters.lost()).isOne();
    assertThat(counters.late()).isOne();
  }

  private Verdict comes(int number) {
    sequence = number;
    return comes(0, 0);
  }

  @Test
  void countsOneThatComesTwiceForNothing() {
    for (int number : new int[] {100, 101, 104, 105, 103, 103, 105, 104, 104}) {
      comes(number);
    }
    assertThat(counters.lost()).as("102 alone").isOne();
    assertThat(counters.late()).as("103 alone").isOne();
    assertThat(counters.received()).isEqualTo(9);
    comes(99);
    assertThat(counters.lost()).as("nobody missed what was before the first").isOne();
    comes(200);
    comes(102);
    assertThat(counters.late()).as("very late").isEqualTo(3);
    assertThat(counters.lost()).isEqualTo(1 + 94);
  }

  @Test
  void measuresOnWhereThePeerTakesACodecOfAnotherClock() {
    for (int i = 0; i < 50; i++) {
      comes(160 * i, CLOCK);
    }
    for (int i = 0; i < 50; i++) {
      comes(777 + 960 * i, 48_000);
    }
    assertThat(counters.jitterMillis()).isLessThan(0.1);
    now += 100_000_000L;
    comes(777 + 960 * 50, 48_000);
    assertThat(counters.jitterMillis()).isBetween(6.0, 6.5);
    comes(8_000, CLOCK);
    assertThat(counters.jitterMillis()).isBetween(6.0, 6.5);
  }
}
