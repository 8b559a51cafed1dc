package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallState;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;

/** Ceilings, by a clock and records that the test moves. */
class OutgoingTest {

  private static final Sid ACCOUNT = new Sid("AC" + "1".repeat(32));
  private static final Sid OTHER = new Sid("AC" + "2".repeat(32));

  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Ceiling ceiling = Ceiling.NONE;
  private Duration recorded = Duration.ZERO;
  private boolean isAway;
  private final Outgoing outgoing = new Outgoing(new Kept(), () -> now);

  private final class Kept implements Ceilings {
    @Override
    public Ceiling of(Sid accountSid) {
      return accountSid.equals(ACCOUNT) ? ceiling : Ceiling.NONE;
    }

    @Override
    public Duration talked(Sid accountSid, Instant since) {
      if (isAway) {
        throw new IllegalStateException("The database is away");
      }
      assertThat(since).isEqualTo("2026-03-01T00:00:00Z");
      return recorded;
    }
  }

  @Test
  void refusesNumbersThatMayNotBeCalledEachWayWithItsCode() throws Exception {
    ceiling = ceiling(Optional.empty(), Optional.empty(), Optional.empty(), "+44");

    assertThat(refusal(call(Direction.OUTBOUND_API, "+19005550100"))).isEqualTo(21215);
    assertThat(refusal(call(Direction.OUTBOUND_DIAL, "+19005550100"))).isEqualTo(13227);
    outgoing.enter(call(Direction.OUTBOUND_DIAL, "+442079460000"));
    outgoing.enter(call(Direction.OUTBOUND_DIAL, "client:alice"));
    outgoing.enter(call(Direction.INBOUND, "+19005550100"));
  }

  @Test
  void hasSoManyCallsAtOnceAndGivesThemBack() throws Exception {
    ceiling = ceiling(Optional.of(2), Optional.empty(), Optional.empty(), "*");
    LiveCall first = call(Direction.OUTBOUND_API, "+1");
    outgoing.enter(first);
    outgoing.enter(call(Direction.OUTBOUND_DIAL, "+1"));
    LiveCall refused = call(Direction.OUTBOUND_API, "+1");
    assertThat(refusal(refused)).isEqualTo(20429);
    outgoing.left(refused);
    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);

    outgoing.left(first);
    outgoing.left(first);

    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));
    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);
    outgoing.enter(call(OTHER, Direction.OUTBOUND_API, "+1"));
  }

  @Test
  void hasRoomAsSoonAsACallHasEnded() throws Exception {
    ceiling = ceiling(Optional.of(1), Optional.empty(), Optional.empty(), "*");
    LiveCall first = call(Direction.OUTBOUND_DIAL, "+1");
    outgoing.enter(first);

    first.call().happen(new CallEvent.HungUp(now));

    outgoing.enter(call(Direction.OUTBOUND_DIAL, "+1"));
    assertThat(refusal(call(Direction.OUTBOUND_DIAL, "+1"))).isEqualTo(20429);
  }

  @Test
  void placesSoManyCallsASecond() throws Exception {
    ceiling = ceiling(Optional.empty(), Optional.of(1), Optional.empty(), "*");
    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));
    now = now.plusMillis(999);
    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);

    now = now.plusMillis(1);

    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));
  }

  @Test
  void talksSoManyMinutesADayThoseWrittenDownIncluded() throws Exception {
    ceiling = ceiling(Optional.empty(), Optional.empty(), Optional.of(10), "*");
    recorded = Duration.ofMinutes(4);
    LiveCall talks = call(Direction.OUTBOUND_API, "+1");
    outgoing.enter(talks);
    talks.call().happen(new CallEvent.Answered(now));
    now = now.plusSeconds(359);
    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));

    now = now.plusSeconds(1);

    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);
    outgoing.close();
  }

  @Test
  void countsWhatEndedOnceWhetherItIsWrittenDownYetOrNot() throws Exception {
    ceiling = ceiling(Optional.empty(), Optional.empty(), Optional.of(10), "*");
    LiveCall talked = call(Direction.OUTBOUND_API, "+1");
    outgoing.enter(talked);
    talked.call().happen(new CallEvent.Answered(now));
    now = now.plusSeconds(300);
    talked.call().happen(new CallEvent.HungUp(now));
    outgoing.left(talked);
    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));

    recorded = Duration.ofSeconds(300);
    now = now.plusSeconds(100);

    outgoing.enter(call(Direction.OUTBOUND_API, "+1"));
    recorded = Duration.ofSeconds(600);
    now = now.plusSeconds(100);
    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);
    outgoing.close();
  }

  @Test
  void countsWhatItKnowsWhileTheDatabaseIsAway() throws Exception {
    isAway = true;
    ceiling = ceiling(Optional.empty(), Optional.empty(), Optional.of(1), "*");
    LiveCall talks = call(Direction.OUTBOUND_API, "+1");
    outgoing.enter(talks);
    talks.call().happen(new CallEvent.Answered(now));

    now = now.plusSeconds(60);

    assertThat(refusal(call(Direction.OUTBOUND_API, "+1"))).isEqualTo(20429);
    outgoing.close();
  }

  @Test
  void endsCallsWhenTheMinutesOfTheDayAreOver() throws Exception {
    ceiling = ceiling(Optional.empty(), Optional.empty(), Optional.of(1), "*");
    recorded = Duration.ofSeconds(59);
    LiveCall talks = call(Direction.OUTBOUND_API, "+1");
    outgoing.enter(talks);
    talks.call().happen(new CallEvent.Answered(now));

    now = now.plusSeconds(2);

    assertThat(talks.inbox().take(Duration.ofSeconds(10))).contains(new Mail.EndAsked());
    outgoing.close();
  }

  private int refusal(LiveCall call) {
    int[] code = new int[1];
    assertThatThrownBy(() -> outgoing.enter(call))
        .isInstanceOfSatisfying(CallRefused.class, refused -> code[0] = refused.code());
    return code[0];
  }

  private LiveCall call(Direction direction, String to) {
    return call(ACCOUNT, direction, to);
  }

  private LiveCall call(Sid account, Direction direction, String to) {
    CallFacts facts =
        new CallFacts(
            Sid.random("CA"),
            account,
            "+15550001",
            to,
            direction,
            now,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new LiveCall(new Call(facts, new CallState.Ringing(now)), new Inbox());
  }

  private static Ceiling ceiling(
      Optional<Integer> concurrent,
      Optional<Integer> perSecond,
      Optional<Integer> minutes,
      String... prefixes) {
    return new Ceiling(List.of(prefixes), concurrent, perSecond, minutes);
  }
}
