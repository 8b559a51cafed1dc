package org.jackfield.router.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

  private static final int MOST = 2_000;

  private final WaitingRoom room = new WaitingRoom(MOST);

  @Test
  void letsInNoMoreThanThereIsRoomFor() throws Exception {
    CountDownLatch databaseIsBack = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(MOST);
    for (int i = 0; i < MOST; i++) {
      assertThat(room.enter(() -> waitFor(databaseIsBack, done))).isTrue();
    }

    assertThat(room.enter(() -> {})).isFalse();

    databaseIsBack.countDown();
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    mustOpen();
  }

  @Test
  void isLeftByWhoFails() {
    WaitingRoom small = new WaitingRoom(1);
    CountDownLatch failing = new CountDownLatch(1);
    assertThat(
            small.enter(() -> {
              failing.countDown();
              Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
              throw new IllegalStateException("The database is away");
            }))
        .isTrue();

    await(failing);
    mustOpen(small);
  }

  private void mustOpen() {
    mustOpen(room);
  }

  /** Somebody has his work done a moment before he has left. */
  private static void mustOpen(WaitingRoom full) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!full.enter(() -> {})) {
      assertThat(System.nanoTime()).as("nobody leaves").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void waitFor(CountDownLatch fact, CountDownLatch done) {
    await(fact);
    done.countDown();
  }

  private static void await(CountDownLatch fact) {
    try {
      assertThat(fact.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
