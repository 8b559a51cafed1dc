package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jackfield.media.sdp.Crypto;
import org.junit.jupiter.api.Test;

/** The numbers of what we send, whatever comes that is sent on. */
class DeparturesTest {

  private static final long FRAME = Ticker.FRAME_NANOS;
  private static final byte[] SILENCE = new byte[160];

  private final Departures departures = new Departures(8_000, 0);
  private final Arrivals arrivals = new Arrivals(new Counters(), 8_000);
  private final RtpPacket from = new RtpPacket();
  private final byte[] sent = new byte[200];
  private long now = 1_000_000_000L;

  private boolean relayed(int sequence, int timestamp) {
    byte[] bytes = new byte[172];
    RtpPacket.write(bytes, false, 0, sequence & 0xFFFF, timestamp, 7);
    assertThat(from.read(bytes, bytes.length)).isTrue();
    Verdict verdict = arrivals.judge(from, 8_000, now);
    return verdict != Verdict.DOUBTFUL && departures.relay(sent, from, 0, false, verdict, now);
  }

  private void own() {
    departures.next(now);
    departures.header(sent, departures.marker(), 0);
  }

  private int number() {
    return RtpPacket.unsigned16(sent, 2);
  }

  private int timestamp() {
    return RtpPacket.int32(sent, 4);
  }

  @Test
  void sendOnWhatOvertookAnotherWithTheNumbersOfItsSource() {
    relayed(100, 16_000);
    int first = number();
    relayed(102, 16_320);
    assertThat(number() - first & 0xFFFF).isEqualTo(2);
    assertThat(relayed(101, 16_160)).isTrue();
    assertThat(number() - first & 0xFFFF).isOne();
    relayed(103, 16_480);
    assertThat(number() - first & 0xFFFF).isEqualTo(3);
  }

  @Test
  void sendNothingOnTwice() {
    relayed(100, 16_000);
    relayed(101, 16_160);
    assertThat(relayed(101, 16_160)).isFalse();
    assertThat(relayed(100, 16_000)).isFalse();
  }

  @Test
  void sendNothingOnFromBeforeAVoiceOfOurs() {
    relayed(100, 16_000);
    relayed(102, 16_320);
    own();
    int last = number();
    relayed(103, 16_480);
    assertThat(number() - last & 0xFFFF).isOne();
    assertThat(relayed(101, 16_160)).isFalse();
  }

  @Test
  void goOnWhereTheyWereWhenASourceJumps() {
    relayed(100, 16_000);
    int number = number();
    int timestamp = timestamp();
    now += 100 * FRAME;
    relayed(1_100, 900_000);
    assertThat(number() - number & 0xFFFF).isOne();
    assertThat(timestamp() - timestamp).isEqualTo(100 * 160);
    now += FRAME;
    relayed(1_101, 900_160);
    assertThat(number() - number & 0xFFFF).isEqualTo(2);
    assertThat(timestamp() - timestamp).isEqualTo(101 * 160);
    now += FRAME;
    relayed(1_102, -5);
    assertThat(number() - number & 0xFFFF).isEqualTo(3);
    assertThat(timestamp() - timestamp).isEqualTo(102 * 160);
  }

  @Test
  void letALongPressPass() {
    relayed(100, 16_000);
    int timestamp = timestamp();
    int sequence = 101;
    byte[] bytes = new byte[16];
    for (int i = 0; i < 300; i++) {
      now += FRAME;
      RtpPacket.write(bytes, i == 0, 101, sequence++, 16_160, 7);
      from.read(bytes, bytes.length);
      departures.relay(sent, from, 101, true, arrivals.judge(from, 8_000, now), now);
      assertThat(timestamp() - timestamp).isEqualTo(160);
    }
    now += FRAME;
    relayed(sequence, 16_160 + 300 * 160);
    assertThat(timestamp() - timestamp).isEqualTo(301 * 160);
  }

  /** Two packets under one number would be encrypted with the same bytes (RFC 3711 3.3.1). */
  @Test
  void giveNoNumberTwiceWhateverComes() {
    Random random = new Random(11);
    SrtpStream protects = new SrtpStream(Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80));
    Set<String> keyStreams = new HashSet<>();
    int sequence = 65_000;
    int timestamp = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(20) == 0 ? 80 * FRAME : FRAME;
      sequence += random.nextInt(500) == 0 ? random.nextInt(70_000) : 1;
      timestamp += random.nextInt(300) == 0 ? random.nextInt() : 160;
      int late = random.nextInt(5) == 0 ? random.nextInt(60) : 0;
      boolean ours = random.nextInt(20) == 0;
      if (ours) {
        own();
      } else if (random.nextInt(200) == 0) {
        departures.relayEnds();
      }
      if (ours || relayed(sequence - late, timestamp - 160 * late)) {
        // Of zeros the key stream is what is left
        System.arraycopy(SILENCE, 0, sent, RtpPacket.HEADER, SILENCE.length);
        protects.protect(sent, RtpPacket.HEADER + 160);
        assertThat(keyStreams.add(java.util.HexFormat.of().formatHex(sent, 12, 44)))
            .as("packet " + i + " has a key stream of its own")
            .isTrue();
      }
    }
    assertThat(keyStreams).hasSizeGreaterThan(10_000);
  }

  @Test
  void goOnLaterByAllOfAKeyThatWasSentOn() {
    relayed(100, 16_000);
    byte[] bytes = new byte[16];
    for (int i = 1; i <= 50; i++) {
      now += FRAME;
      RtpPacket.write(bytes, i == 1, 101, 100 + i, 16_160, 7);
      assertThat(from.read(bytes, bytes.length)).isTrue();
      departures.relay(sent, from, 101, true, arrivals.judge(from, 8_000, now), now);
    }
    int key = timestamp();

    now += FRAME;
    own();

    assertThat(timestamp() - key).isEqualTo(50 * 160);
    now += FRAME;
    own();
    assertThat(timestamp() - key).isEqualTo(51 * 160);
  }

  @Test
  void goOnLaterByAllOfAKeyThatWasCutOff() {
    own();
    now += FRAME;
    departures.next(now);
    departures.header(sent, true, 101);
    int key = timestamp();
    for (int i = 0; i < 4; i++) {
      now += FRAME;
      departures.again(now);
      departures.header(sent, false, 101);
    }

    now += FRAME;
    own();

    assertThat(timestamp() - key).isEqualTo(5 * 160);
  }
}
