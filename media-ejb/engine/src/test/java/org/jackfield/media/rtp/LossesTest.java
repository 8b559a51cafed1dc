package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.media.MediaSession;
import org.junit.jupiter.api.Test;

/** What was lent is given back, whatever fails on the way. */
class LossesTest extends LegWorld {

  private final AtomicBoolean broken = new AtomicBoolean();

  /** Whose clock fails for all but tickers, so that none can be made. */
  private RtpEngine breaking(int mostWeight) {
    return new RtpEngine(
        settings().withTickers(1),
        mostWeight,
        new RtpEngine.Pace(
            () -> {
              if (broken.get() && !Thread.currentThread().getName().startsWith("media-ticker")) {
                throw new OutOfMemoryError("no thread left, as this test wants it");
              }
              return System.nanoTime();
            },
            true));
  }

  @Test
  void keepNoPortsWhereNoTickerCanBeStarted() throws Exception {
    try (RtpEngine small = breaking(1)) {
      MediaSession first = small.answer(phone.describe("0"), phone);
      int free = small.freePorts();
      broken.set(true);
      assertThatThrownBy(() -> small.answer(phone.describe("0"), phone))
          .isInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(() -> small.offer(phone)).isInstanceOf(OutOfMemoryError.class);
      assertThat(small.freePorts()).isEqualTo(free);
      assertThat(small.openSessions()).isOne();

      broken.set(false);
      MediaSession second = small.answer(phone.describe("0"), phone);
      first.close();
      second.close();
      Fact.await("all is given back", () -> small.freePorts() == free + 1);
    }
  }

  private static Ticker ticker(MediaSession session) {
    return ((RtpSession) session).leg().ticker();
  }

  @Test
  void tryAgainToMakeRoomWhereNoTickerCouldBeStarted() throws Exception {
    try (RtpEngine small = breaking(20)) {
      List<MediaSession> sessions =
          List.of(
              small.answer(phone.describe("0"), phone), small.answer(friend.describe("0"), friend));
      broken.set(true);
      for (MediaSession session : sessions) {
        session.reoffer(phone.describe("96", "rtpmap:96 opus/48000/2"));
      }
      Ticker first = ticker(sessions.getFirst());
      Fact.await("it has too much", () -> first.load() == 38);
      assertThat(small.tickers()).isOne();

      broken.set(false);

      Fact.await(
          "they are apart",
          () -> ticker(sessions.getFirst()) != ticker(sessions.getLast()) && first.load() == 19);
    }
  }

  @Test
  void closeThoughTheTickerTakesNothingForAWhile() throws Exception {
    try (RtpEngine idle =
        new RtpEngine(
            settings().withTickers(1),
            Ticker.MOST_WEIGHT,
            new RtpEngine.Pace(System::nanoTime, false))) {
      int free = idle.freePorts();
      MediaSession session = idle.answer(phone.describe("0"), phone);
      idle.runDue();
      Leg leg = ((RtpSession) session).leg();
      assertThatThrownBy(
              () -> {
                while (true) {
                  leg.submit(() -> {});
                }
              })
          .isInstanceOf(IllegalStateException.class);

      session.close();
      assertThat(idle.openSessions()).isOne();

      Fact.await(
          "all is given back",
          () -> {
            idle.runDue();
            return idle.openSessions() == 0;
          });
      assertThat(idle.freePorts()).isEqualTo(free);
    }
  }
}
