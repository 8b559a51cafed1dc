package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jackfield.media.MediaSession;
import org.jackfield.media.MediaStatistics;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a voice that came through a bad network; time is the test's. */
class NetworkTest extends ClockedWorld {

  private static final int FRAMES = 500;
  private static final int HERTZ = 440;

  /** Packets by the nanosecond at which the network delivers them. */
  private final TreeMap<Long, byte[]> underWay = new TreeMap<>();

  private void send(byte[] packet, int delayMillis) {
    long at = time.get() + delayMillis * 1_000_000L;
    while (underWay.putIfAbsent(at, packet) != null) {
      at++;
    }
  }

  private void deliver() throws Exception {
    while (!underWay.isEmpty() && underWay.firstKey() <= time.get()) {
      phone.send(underWay.pollFirstEntry().getValue());
    }
  }

  private static byte[] voice() {
    short[] samples = sine(HERTZ, 20 * FRAMES);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    // lost in a hundred, jitter in ms, what is left of the voice
    "0, 0, 0.99",
    "2, 0, 0.95",
    "0, 60, 0.95",
    "3, 40, 0.90",
    "10, 30, 0.75"
  })
  void leavesAVoice(int lost, int jitter, double left) throws Exception {
    MediaSession session = answered(phone, "0");
    MediaSession other = answered(friend, "8");
    engine.bridge(session, other);
    pass(1);
    Random random = new Random(lost * 100 + jitter);
    byte[] voice = voice();
    int dropped = 0;
    for (int i = 0; i < FRAMES; i++) {
      byte[] packet = phone.packet(false, 0, Arrays.copyOfRange(voice, FRAME * i, FRAME * (i + 1)));
      phone.timestamp += FRAME;
      // The last ones arrive, so that it is known what is lost
      if (i < FRAMES - 5 && random.nextInt(100) < lost) {
        dropped++;
      } else {
        send(packet, jitter == 0 ? 0 : random.nextInt(jitter));
      }
      deliver();
      pass(1);
    }
    while (!underWay.isEmpty()) {
      deliver();
      pass(1);
    }
    pass(20);
    settle();
    List<Packet> heard = friend.heardSoFar();
    assertThat(heard).hasSizeGreaterThan(FRAMES * 9 / 10);
    int good = 0;
    short[] samples = new short[FRAME];
    for (Packet packet : heard) {
      G711.decodeA(packet.payload(), 0, FRAME, samples, 0);
      good += Tones.share(samples, HERTZ) > 0.9 ? 1 : 0;
    }
    assertThat((double) good / heard.size()).isGreaterThan(left);

    MediaStatistics figures = session.statistics();
    assertThat(figures.received()).isEqualTo(FRAMES - dropped);
    assertThat(figures.lost()).isEqualTo(dropped);
    assertThat(figures.jitterMillis()).isBetween(jitter / 8.0, jitter + 1.0);
    assertThat(figures.late() > 0).isEqualTo(jitter > 20);
    assertThat(figures.meanOpinionScore()).isBetween(1.0, 4.5);
  }
}
