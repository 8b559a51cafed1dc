package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaEvent.SoundBroke;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.junit.jupiter.api.Test;

/** Sessions that move from ticker to ticker all the time, for two reasons at once. */
class MovesTest extends LegWorld {

  private static final int SESSIONS = 20;
  private static final int STEPS = 400;

  private final List<MediaEvent> broken = new CopyOnWriteArrayList<>();

  private List<MediaSession> sessions(RtpEngine small) throws Exception {
    List<MediaSession> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(
          small.answer(
              phone.describe("0 9"),
              event -> {
                if (event instanceof SoundBroke) {
                  broken.add(event);
                }
              }));
    }
    return sessions;
  }

  /** Brings sessions together and apart, and has them cost more and less. */
  private void shuffle(RtpEngine small, List<MediaSession> sessions, Room room, long seed) {
    Random random = new Random(seed);
    List<Bridge> bridges = new ArrayList<>();
    try {
      for (int i = 0; i < STEPS; i++) {
        MediaSession one = sessions.get(random.nextInt(SESSIONS));
        MediaSession other = sessions.get(random.nextInt(SESSIONS));
        switch (random.nextInt(6)) {
          case 0, 1 -> bridges.add(small.bridge(one, other));
          case 2 -> room.join(one);
          case 3 -> one.reoffer(phone.describe(random.nextBoolean() ? "0" : "9"));
          case 4 -> room.members().stream().findAny().ifPresent(Room.Member::close);
          default -> one.play(List.of(sound(2 * FRAME)), 1);
        }
      }
    } catch (Exception mistake) {
      throw new AssertionError(mistake);
    }
    bridges.forEach(Bridge::close);
  }

  @Test
  void leaveEachWithItsOwnTurnsAndNothingBehind() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withTickers(3), 12, RtpEngine.Pace.REAL)) {
      List<MediaSession> sessions = sessions(small);
      Room room = small.room(SESSIONS);
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> shuffle(small, sessions, room, 1)),
              CompletableFuture.runAsync(() -> shuffle(small, sessions, room, 2)))
          .get();
      room.close();
      for (MediaSession session : sessions) {
        session.reoffer(phone.describe("0"));
      }
      Fact.await(
          "all is as at the beginning",
          () ->
              sessions.stream()
                  .map(session -> ((RtpSession) session).leg())
                  .allMatch(leg -> leg.ownWeight() == 1 && leg.ticker().load() <= 12));

      for (MediaSession session : sessions) {
        long before = session.statistics().sent();
        long began = System.nanoTime();
        session.play(List.of(sound(10 * FRAME)), 1);
        Fact.await("it has played", () -> session.statistics().sent() >= before + 10);
        assertThat(System.nanoTime() - began).as("its turns, once").isGreaterThan(150_000_000L);
      }
      assertThat(broken).isEmpty();
      List<Ticker> tickers =
          sessions.stream().map(session -> ((RtpSession) session).leg().ticker()).toList();
      sessions.forEach(MediaSession::close);
      Fact.await(
          "all is given back",
          () ->
              small.openSessions() == 0 && tickers.stream().allMatch(ticker -> ticker.load() == 0));
    }
  }
}
