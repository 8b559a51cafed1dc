package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterBufferTest {

  private static final int TICKS = 160;
  private static final long MILLI = 1_000_000;
  private static final long FRAME = 20 * MILLI;

  private final JitterBuffer buffer = new JitterBuffer(8_000, TICKS);
  private final byte[] taken = new byte[1_500];
  private final List<Integer> heard = new ArrayList<>();

  private record Packet(int number, long arrival) {}

  @ParameterizedTest
  @CsvSource({"0,0", "65500,-8000", "32760,2147480000"})
  void givesOutInOrderWhatComesEvenly(int firstSequence, int firstTimestamp) {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      packets.add(new Packet(i, i * FRAME));
    }
    play(packets, firstSequence, firstTimestamp, 505, false);
    assertThat(sounds()).hasSize(500).isSorted();
    assertThat(heard.indexOf(0)).isLessThanOrEqualTo(2);
    assertThat(buffer.statistics().lost()).isZero();
    assertThat(buffer.statistics().jitterMillis()).isLessThan(0.1);
    assertThat(buffer.statistics().delayMillis()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void putsInOrderWhatTheNetworkShuffles(long seed) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      packets.add(new Packet(i, i * FRAME + (long) (random.nextDouble() * 60 * MILLI)));
    }
    play(packets, 65_000, -5_000, 3_010, false);
    assertThat(sounds()).isSorted().doesNotHaveDuplicates();
    assertThat(sounds().size()).isGreaterThan(2_880);
    assertThat(sounds().stream().filter(number -> number >= 1_000).count()).isGreaterThan(1_940);
    assertThat(buffer.statistics().delayMillis()).isBetween(40.0, 80.0);
    assertThat(buffer.statistics().jitterMillis()).isBetween(10.0, 30.0);
  }

  @Test
  void saysWhichPacketsAreLost() {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      if (i % 10 != 7) {
        packets.add(new Packet(i, i * FRAME));
      }
    }
    play(packets, 60_000, 77, 1_005, false);
    assertThat(sounds()).hasSize(900).isSorted();
    int first = heard.indexOf(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(heard.get(first + i)).isEqualTo(i % 10 == 7 ? JitterBuffer.LOST : i);
    }
    assertThat(buffer.statistics().lost()).isEqualTo(100);
  }

  @Test
  void waitsLessAgainWhenTheNetworkHasCalmedDown() {
    Random random = new Random(9);
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      long jitter = i < 1_000 ? (long) (random.nextDouble() * 150 * MILLI) : 0;
      packets.add(new Packet(i, i * FRAME + jitter));
    }
    play(packets, 0, 0, 1_000, true);
    assertThat(buffer.statistics().delayMillis()).isGreaterThan(120);
    play(packets.subList(1_000, 6_000), 0, 0, 6_000, true);
    assertThat(buffer.statistics().delayMillis()).isLessThan(30);
    assertThat(heard.getLast()).isGreaterThan(5_996);
  }

  @Test
  void isSilentWhileTheSenderPauses() {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      packets.add(new Packet(i, i * FRAME));
    }
    play(packets, 0, 0, 100, false);
    heard.clear();
    // Two seconds later in time and timestamp, yet the next in number: nothing is lost
    for (int frame = 100; frame < 200; frame++) {
      take(frame * FRAME, false);
    }
    assertThat(heard.subList(10, 100)).containsOnly(JitterBuffer.NOTHING);
    heard.clear();
    for (int i = 0; i < 50; i++) {
      put(100 + i, (200 + i) * TICKS, 200 + i, (200 + i) * FRAME);
      take((200 + i) * FRAME + 10 * MILLI, false);
    }
    assertThat(sounds().size()).isGreaterThan(45);
    assertThat(buffer.statistics().lost()).isZero();
  }

  @Test
  void doesNotMissWhatWasAnEvent() {
    for (int i = 0; i < 100; i++) {
      if (i >= 50 && i < 60) {
        buffer.passed(i);
      } else {
        put(i, i * TICKS, i, i * FRAME);
      }
      take(i * FRAME + 10 * MILLI, false);
    }
    assertThat(buffer.statistics().lost()).isZero();
    assertThat(sounds().size()).isGreaterThan(85);
  }

  @Test
  void followsASenderThatBeginsAnew() {
    for (int i = 0; i < 100; i++) {
      put(i, i * TICKS, i, i * FRAME);
      take(i * FRAME + 10 * MILLI, false);
    }
    heard.clear();
    for (int i = 100; i < 200; i++) {
      put(i + 30_000, i * TICKS + 1_234_567_890, i, i * FRAME);
      take(i * FRAME + 10 * MILLI, false);
    }
    assertThat(sounds().size()).isGreaterThan(90);
    heard.clear();
    // Another source behind the same numbers: only the timestamps jump
    for (int i = 200; i < 300; i++) {
      put(i + 30_000, i * TICKS - 1_000_000, i, i * FRAME);
      take(i * FRAME + 10 * MILLI, false);
    }
    assertThat(sounds().size()).isGreaterThan(90);
  }

  @Test
  void dropsWhatIsDoubleLateOrNoPacketOfThisStream() {
    for (int i = 0; i < 20; i++) {
      put(i, i * TICKS, i, i * FRAME);
      put(i, i * TICKS, i, i * FRAME);
      take(i * FRAME + 15 * MILLI, false);
    }
    put(3, 3 * TICKS, 3, 20 * FRAME);
    put(40_000, 20 * TICKS, 3, 20 * FRAME);
    buffer.put(20, 20 * TICKS, 0, new byte[2_000], 0, 2_000, 20 * FRAME);
    buffer.put(20, 20 * TICKS, 0, new byte[0], 0, 0, 20 * FRAME);
    assertThat(buffer.statistics().late() + buffer.statistics().duplicates()).isEqualTo(21);
    assertThat(buffer.statistics().refused()).isEqualTo(3);
    assertThat(sounds()).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void learnsHowMuchAPacketHolds() {
    for (int i = 0; i < 20; i++) {
      put(i, i * 480, i, i * 60 * MILLI);
      take(i * 60 * MILLI + 30 * MILLI, false);
    }
    assertThat(buffer.ticksPerPacket()).isEqualTo(480);
    assertThat(sounds()).isSorted().hasSizeGreaterThan(17);
  }

  @Test
  void staysBoundedWhenNobodyTakes() {
    for (int i = 0; i < 100_000; i++) {
      put(i, i * TICKS, i, i * FRAME);
    }
    for (int i = 0; i < 200; i++) {
      take(100_000 * FRAME + i * FRAME, true);
    }
    assertThat(sounds()).isSorted().hasSizeLessThanOrEqualTo(JitterBuffer.CAPACITY);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void survivesAnything(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long now = i * 5 * MILLI;
      int sequence = random.nextInt(10) == 0 ? random.nextInt(65_536) : i / 4 + random.nextInt(5);
      int timestamp = random.nextInt(10) == 0 ? random.nextInt() : i * 40;
      switch (random.nextInt(4)) {
        case 0 -> buffer.passed(sequence & 0xFFFF);
        case 1 -> take(now, random.nextBoolean());
        default -> put(sequence, timestamp, i, now);
      }
    }
    assertThat(heard).allMatch(number -> number >= JitterBuffer.NOTHING);
  }

  private void play(
      List<Packet> packets, int firstSequence, int firstTimestamp, int until, boolean quiet) {
    List<Packet> inOrder = new ArrayList<>(packets);
    inOrder.sort(Comparator.comparingLong(Packet::arrival));
    int next = 0;
    int from = heard.size();
    for (int frame = from; frame < until; frame++) {
      long now = frame * FRAME + 7 * MILLI;
      while (next < inOrder.size() && inOrder.get(next).arrival() <= now) {
        Packet packet = inOrder.get(next);
        next++;
        put(
            firstSequence + packet.number(),
            firstTimestamp + packet.number() * TICKS,
            packet.number(),
            packet.arrival());
      }
      take(now, quiet);
    }
  }

  private void put(int sequence, int timestamp, int number, long nanos) {
    byte[] payload = new byte[TICKS];
    ByteBuffer.wrap(payload).putInt(number);
    buffer.put(sequence & 0xFFFF, timestamp, 0, payload, 0, payload.length, nanos);
  }

  private void take(long nanos, boolean quiet) {
    int length = buffer.take(taken, 0, quiet, nanos);
    heard.add(length > 0 ? ByteBuffer.wrap(taken).getInt() : length);
  }

  private List<Integer> sounds() {
    return heard.stream().filter(number -> number >= 0).toList();
  }
}
