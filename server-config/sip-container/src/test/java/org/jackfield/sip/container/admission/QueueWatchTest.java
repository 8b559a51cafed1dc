package org.jackfield.sip.container.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueueWatchTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MOST = 200 * MILLI;

  private final QueueWatch queue = new QueueWatch();
  private long now = 1;

  @Test
  void aPauseOfTheMachineIsNoOverload() {
    for (int pause = 0; pause < 20; pause++) {
      assertThat(slowFor(30, 300)).isZero();
      assertThat(slowFor(10, 0)).isZero();
    }
  }

  @Test
  void aPauseAfterASilenceIsJudgedAfresh() {
    assertThat(slowFor(1, 300)).isZero();
    now += 60_000 * MILLI;

    assertThat(slowFor(1, 300)).isZero();
  }

  @Test
  void aQueueThatStaysTooLongIsSlowAfterHalfASecond() {
    assertThat(slowFor(50, 201)).isZero();
    assertThat(slowFor(50, 201)).isEqualTo(50);
  }

  @Test
  void aSlowQueueTakesWhatWaitsShortlyAndRefusesTheRestAtOnce() {
    slowFor(60, 300);

    for (int i = 0; i < 100; i++) {
      assertThat(slowFor(4, 199)).isZero();
      assertThat(slowFor(1, 201)).isEqualTo(1);
    }
  }

  @Test
  void aSlowQueueIsForgivenOnceItHasBeenShortForHalfASecond() {
    slowFor(60, 300);
    slowFor(60, 10);

    assertThat(slowFor(40, 300)).isZero();
  }

  /** One message each 10 ms; gives how many the queue was too slow for. */
  private int slowFor(int messages, long waitMillis) {
    int slow = 0;
    for (int i = 0; i < messages; i++) {
      now += 10 * MILLI;
      slow += queue.isSlow(waitMillis * MILLI, MOST, now) ? 1 : 0;
    }
    return slow;
  }
}
