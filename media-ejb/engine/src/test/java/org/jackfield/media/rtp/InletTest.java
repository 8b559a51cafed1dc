package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;

/** A network that was uneven for ten seconds, and a peer that talks with pauses. */
class InletTest {

  private static final int FRAME = 160;
  private static final int UNEVEN = 500;
  private static final int EVEN = 3_000;

  private final Inlet inlet = new Inlet(Codec.PCMU);
  private final List<Long> due = new ArrayList<>();
  private int next;

  private static boolean isPause(int frame) {
    return frame % 70 >= 50;
  }

  private static byte[] packet(int number, boolean loud) {
    byte[] packet = new byte[RtpPacket.HEADER + FRAME];
    short[] samples = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      samples[i] = (short) (loud ? 8_000 * Math.sin(2 * Math.PI * 400 * i / 8_000) : i % 3);
    }
    G711.encodeMu(samples, 0, FRAME, packet, RtpPacket.HEADER);
    RtpPacket.write(packet, false, 0, number, number * FRAME, 7);
    return packet;
  }

  private void passes(int frame, boolean adapts) {
    long now = frame * Ticker.FRAME_NANOS;
    while (next < due.size() && due.get(next) <= now) {
      inlet.putOwn(packet(next, !isPause(next)), FRAME, now);
      next++;
    }
    inlet.take(adapts && inlet.isQuiet(), now);
  }

  /** How many turns a word waits in the end, from its packet to the ear. */
  private int delay(boolean adapts) {
    Random random = new Random(3);
    long last = 0;
    for (int i = 0; i < UNEVEN + EVEN; i++) {
      long late = i < UNEVEN ? random.nextInt(120) * 1_000_000L : 0;
      last = Math.max(last, i * Ticker.FRAME_NANOS + late);
      due.add(last);
    }
    int word = 70 * ((UNEVEN + EVEN) / 70 - 2);
    for (int frame = 0; frame < word; frame++) {
      passes(frame, adapts);
    }
    assertThat(inlet.isQuiet()).as("a pause is over").isTrue();
    for (int frame = word; frame < word + 50; frame++) {
      passes(frame, adapts);
      if (!inlet.isQuiet()) {
        return frame - word;
      }
    }
    throw new AssertionError("the word was not heard");
  }

  @Test
  void waitsNoLongerThanTheNetworkDemandsWhereThereArePauses() {
    assertThat(delay(true)).isLessThanOrEqualTo(2);
  }

  @Test
  void wouldWaitForEverWithout() {
    assertThat(delay(false)).isGreaterThan(2);
  }
}
