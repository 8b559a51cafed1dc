package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SerialNumberTest {

  @Test
  void countsOnOverTheEnd() {
    assertThat(SerialNumber.sequenceDistance(65_535, 0)).isEqualTo(1);
    assertThat(SerialNumber.sequenceDistance(0, 65_535)).isEqualTo(-1);
    assertThat(SerialNumber.sequencePlus(65_535, 1)).isZero();
    assertThat(SerialNumber.sequencePlus(0, -1)).isEqualTo(65_535);
    assertThat(SerialNumber.sequenceBefore(65_530, 3)).isTrue();
    assertThat(SerialNumber.timestampBefore(0xFFFFFFF0, 0x10)).isTrue();
    assertThat(SerialNumber.timestampDistance(0xFFFFFF60, 0)).isEqualTo(160);
  }

  @RepeatedTest(20)
  void keepsTheLawsOfSerialNumbers(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 2_000; i++) {
      int sequence = random.nextInt(65_536);
      int steps = random.nextInt(65_535) - 32_767;
      int further = SerialNumber.sequencePlus(sequence, steps);
      assertThat(further).isBetween(0, 65_535);
      assertThat(SerialNumber.sequenceDistance(sequence, further)).isEqualTo(steps);
      assertThat(SerialNumber.sequenceDistance(further, sequence)).isEqualTo(-steps);
      assertThat(SerialNumber.sequencePlus(further, -steps)).isEqualTo(sequence);
      assertThat(SerialNumber.sequenceBefore(sequence, further)).isEqualTo(steps > 0);
      int timestamp = random.nextInt();
      int ticks = random.nextInt(Integer.MAX_VALUE) * (random.nextBoolean() ? 1 : -1);
      assertThat(SerialNumber.timestampDistance(timestamp, timestamp + ticks)).isEqualTo(ticks);
      assertThat(SerialNumber.timestampBefore(timestamp, timestamp + ticks)).isEqualTo(ticks > 0);
    }
  }

  @RepeatedTest(20)
  void findsTheNumberWithoutEndAgainWhateverTheOrder(RepetitionInfo repetition) {
    Random random = new Random(100 + repetition.getCurrentRepetition());
    long sequence = random.nextInt(65_536);
    long timestamp = random.nextInt() & 0xFFFFFFFFL;
    for (int i = 0; i < 2_000; i++) {
      long nextSequence = Math.max(0, sequence + random.nextInt(5_000) - 1_000);
      assertThat(SerialNumber.extendSequence(sequence, (int) (nextSequence & 0xFFFF)))
          .isEqualTo(nextSequence);
      sequence = nextSequence;
      long nextTimestamp = timestamp + random.nextInt(100_000_000) - 10_000_000;
      assertThat(SerialNumber.extendTimestamp(timestamp, (int) nextTimestamp))
          .isEqualTo(nextTimestamp);
      timestamp = nextTimestamp;
    }
  }
}
