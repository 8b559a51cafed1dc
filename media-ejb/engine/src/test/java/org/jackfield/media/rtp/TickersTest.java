package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaEvent.SoundBroke;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

/** Sessions are shared out among the tickers, and who comes or goes does not disturb the others. */
class TickersTest extends LegWorld {

  private static Ticker ticker(MediaSession session) {
    return ((RtpSession) session).leg().ticker();
  }

  @Test
  void haveNoMoreSessionsThanTheyMay() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withTickers(1), 2, RtpEngine.Pace.REAL)) {
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        sessions.add(small.answer(phone.describe("0"), phone));
        sessions.getLast().play(List.of(sound(FRAME)), 1);
      }
      assertThat(sessions.stream().map(TickersTest::ticker).distinct()).hasSize(3);
      assertThat(sessions)
          .allSatisfy(session -> assertThat(ticker(session).load()).isBetween(1, 2));
      // Those that were started later run as well
      assertThat(phone.hears(5)).hasSize(5);

      Ticker first = ticker(sessions.getFirst());
      sessions.getFirst().close();
      Fact.await("its place is free", () -> first.load() == 1);
      for (int i = 0; i < 2; i++) {
        sessions.add(small.answer(phone.describe("0"), phone));
      }
      assertThat(sessions.stream().map(TickersTest::ticker).distinct()).hasSize(3);
    }
  }

  private static int weight(List<MediaSession> sessions, Ticker ticker) {
    return sessions.stream()
        .map(session -> ((RtpSession) session).leg())
        .filter(leg -> leg.ticker() == ticker)
        .mapToInt(Leg::ownWeight)
        .sum();
  }

  /** Each ticker knows what its sessions weigh, and none has too much. */
  private static void awaitBound(List<MediaSession> sessions, int most) {
    Fact.await(
        "no ticker has too much",
        () ->
            sessions.stream()
                .map(TickersTest::ticker)
                .allMatch(
                    ticker -> ticker.load() <= most && ticker.load() == weight(sessions, ticker)));
  }

  private static void allSound(List<MediaSession> sessions) {
    List<Long> before = sessions.stream().map(session -> session.statistics().sent()).toList();
    sessions.forEach(session -> session.play(List.of(sound(3 * FRAME)), 1));
    for (int i = 0; i < sessions.size(); i++) {
      MediaSession session = sessions.get(i);
      long sent = before.get(i);
      Fact.await("it plays", () -> session.statistics().sent() >= sent + 3);
    }
  }

  @Test
  void haveFewerSessionsWhereTheseCostMore() throws Exception {
    int most = 24;
    try (RtpEngine small = new RtpEngine(settings().withTickers(1), most, RtpEngine.Pace.REAL)) {
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sessions.add(small.answer(phone.describe("96", "rtpmap:96 opus/48000/2"), event -> {}));
        sessions.add(small.answer(friend.describe("0"), event -> {}));
        sessions.add(small.answer(friend.describe("9"), event -> {}));
      }
      awaitBound(sessions, most);
      assertThat(sessions.stream().map(TickersTest::ticker).distinct().count()).isBetween(4L, 6L);
      // One speaks another codec from now on
      for (int i = 1; i < sessions.size(); i += 3) {
        sessions.get(i).reoffer(phone.describe("96", "rtpmap:96 opus/48000/2"));
      }
      Fact.await(
          "it weighs more",
          () ->
              sessions.stream()
                      .filter(session -> ((RtpSession) session).leg().ownWeight() == 19)
                      .count()
                  == 6);
      awaitBound(sessions, most);
      allSound(sessions);
    }
  }

  @Test
  void haveNoMoreThanTheyMayWhereTwoAreBroughtTogether() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withTickers(2), 4, RtpEngine.Pace.REAL)) {
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sessions.add(small.answer(phone.describe("0"), event -> {}));
      }
      Ticker first = ticker(sessions.getFirst());
      MediaSession far =
          sessions.stream().filter(session -> ticker(session) != first).findFirst().orElseThrow();

      small.bridge(sessions.getFirst(), far);

      Fact.await("they are together", () -> ticker(sessions.getFirst()) == ticker(far));
      awaitBound(sessions, 4);
      allSound(sessions);
      assertThat(ticker(far)).isSameAs(ticker(sessions.getFirst()));
      sessions.forEach(MediaSession::close);
      Fact.await("all is given back", () -> small.openSessions() == 0 && first.load() == 0);
    }
  }

  @Test
  void carryTwoWhoAreTooMuchForAnyAlone() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withTickers(1), 24, RtpEngine.Pace.REAL)) {
      MediaSession one = small.answer(phone.describe("96", "rtpmap:96 opus/48000/2"), e -> {});
      MediaSession other = small.answer(phone.describe("96", "rtpmap:96 opus/48000/2"), e -> {});
      List<MediaSession> others = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        others.add(small.answer(friend.describe("0"), e -> {}));
      }

      small.bridge(one, other);

      Fact.await("they are together", () -> ticker(one) == ticker(other));
      Fact.await(
          "nobody is with them",
          () -> others.stream().allMatch(session -> ticker(session) != ticker(one)));
      allSound(List.of(one, other));
      allSound(others);
      assertThat(small.tickers()).isLessThan(5);
    }
  }

  @Test
  void haveNoMoreThanTheyMayWhereARoomGathers() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withTickers(2), 5, RtpEngine.Pace.REAL)) {
      List<MediaSession> sessions = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sessions.add(small.answer(phone.describe("0"), event -> {}));
      }
      Room room = small.room(12);
      for (int i = 0; i < 5; i++) {
        assertThat(room.join(sessions.get(i))).isPresent();
      }
      assertThat(room.join(sessions.get(5))).as("one more than a ticker carries").isEmpty();
      Ticker first = ticker(sessions.getFirst());
      Fact.await(
          "they are together",
          () ->
              sessions.subList(0, 5).stream()
                  .allMatch(session -> ticker(session) == ticker(sessions.getFirst())));
      awaitBound(sessions, 5);
      allSound(sessions);

      room.members().getFirst().close();
      Fact.await("there is room again", () -> room.join(sessions.get(5)).isPresent());
      awaitBound(sessions, 5);
      sessions.forEach(MediaSession::close);
      Fact.await("all is given back", () -> small.openSessions() == 0 && first.load() == 0);
    }
  }

  @Test
  void stallNobodyWhileOthersComeAndGo() throws Exception {
    MediaSession steady = answered(phone, "0");
    steady.play(List.of(sound(100 * FRAME)), 1);
    int others = 0;
    while (steady.statistics().sent() < 100) {
      MediaSession other = engine.answer(friend.describe("0"), friend);
      other.play(List.of(sound(FRAME)), 1);
      other.close();
      others++;
    }
    phone.awaits(PlayEnded.class);
    List<Packet> heard = phone.hears(100);
    long[] off =
        IntStream.range(1, 100)
            .mapToLong(
                i -> Math.abs(heard.get(i).at() - heard.get(i - 1).at() - Ticker.FRAME_NANOS))
            .sorted()
            .toArray();
    assertThat(others).isGreaterThan(100);
    // The machine is busy with all this: half of the gaps show whether the ticker waits for anybody
    assertThat(off[off.length / 2]).isLessThan(5_000_000);
  }

  @Test
  void loseOneLegByAnErrorAndNoOther() throws Exception {
    MediaSession broken = answered(friend, "0");
    MediaSession other = answered(phone, "0");
    Leg leg = ((RtpSession) broken).leg();

    leg.ticker()
        .submit(
            leg,
            () -> {
              throw new StackOverflowError("as this test wants it");
            });
    other.play(List.of(sound(3 * FRAME)), 1);

    phone.awaits(PlayEnded.class);
    friend.awaits(SoundBroke.class);
    assertThat(phone.eventsSoFar()).isEmpty();
    broken.close();
    Fact.await("what it had is given back", () -> engine.openSessions() == 1);
  }

  @Test
  void loseOneMemberOfARoomByAnErrorAndNoOther() throws Exception {
    Room room = engine.room(3);
    MediaSession broken = answered(friend, "0");
    MediaSession other = answered(phone, "0");
    room.join(broken);
    room.join(other);
    Fact.await("both are in", () -> room.members().size() == 2);
    Leg leg = ((RtpSession) broken).leg();
    leg.submit(() ->
        leg.say(
            new Voice() {
              @Override
              public Turn say(Speaker speaker, long now) {
                throw new StackOverflowError("as this test wants it");
              }

              @Override
              public void ended() {
                // Nobody asked for it
              }
            }));
    friend.awaits(SoundBroke.class);

    other.play(List.of(sound(3 * FRAME)), 1);
    phone.awaits(PlayEnded.class);
    assertThat(room.members()).hasSize(1);
    broken.close();
  }

  @Test
  void goOnToTellWhatHappensAfterAListenerThatFailed() throws Exception {
    MediaSession deaf =
        engine.answer(
            friend.describe("0"),
            event -> {
              throw new StackOverflowError("as this test wants it");
            });
    deaf.play(List.of(sound(FRAME)), 1);
    friend.hears();
    MediaSession other = answered(phone, "0");

    other.play(List.of(sound(FRAME)), 1);

    phone.awaits(PlayEnded.class);
  }
}
