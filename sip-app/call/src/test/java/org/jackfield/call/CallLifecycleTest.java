package org.jackfield.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallEvent.Answered;
import org.jackfield.call.CallEvent.Dropped;
import org.jackfield.call.CallEvent.Failed;
import org.jackfield.call.CallEvent.HungUp;
import org.jackfield.call.CallEvent.Rang;
import org.jackfield.call.CallEvent.Refused;
import org.jackfield.call.CallEvent.Rejected;
import org.jackfield.call.CallEvent.TimedOut;
import org.jackfield.call.CallState.Ended;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.CallState.Queued;
import org.jackfield.call.CallState.Ringing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLifecycleTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = START.plusSeconds(5);
  private static final List<CallEvent> ALL =
      List.of(
          new Rang(LATER),
          new Answered(LATER),
          new Refused(486, LATER),
          new Rejected(Rejection.BUSY, LATER),
          new HungUp(LATER),
          new TimedOut(LATER),
          new Dropped(LATER),
          new Failed(LATER));

  @Test
  void ringsThenTalksThenEnds() {
    CallState ringing = CallLifecycle.after(new Queued(START), new Rang(START));
    CallState talking = CallLifecycle.after(ringing, new Answered(START));

    assertThat(ringing).isEqualTo(new Ringing(START));
    assertThat(talking).isEqualTo(new InProgress(START));
    assertThat(CallLifecycle.after(talking, new HungUp(LATER)))
        .isEqualTo(new Ended(Outcome.COMPLETED, Optional.of(START), LATER));
  }

  @Test
  void lastsNoLessThanNothingWhenTheClockIsSetBack() {
    assertThat(CallLifecycle.after(new InProgress(LATER), new HungUp(START)))
        .isEqualTo(new Ended(Outcome.COMPLETED, Optional.of(LATER), LATER));
  }

  @Test
  void mayBeAnsweredWithoutRinging() {
    assertThat(CallLifecycle.after(new Queued(START), new Answered(LATER)))
        .isEqualTo(new InProgress(LATER));
  }

  @ParameterizedTest
  @CsvSource({
    "486, BUSY",
    "600, BUSY",
    "408, NO_ANSWER",
    "480, NO_ANSWER",
    "603, NO_ANSWER",
    "487, CANCELED",
    "404, FAILED",
    "503, FAILED",
    "302, FAILED"
  })
  void endsAsTheFarEndRefused(int sipStatus, Outcome outcome) {
    assertThat(CallLifecycle.after(new Ringing(START), new Refused(sipStatus, LATER)))
        .isEqualTo(new Ended(outcome, Optional.empty(), LATER));
  }

  @Test
  void endsWithoutAnAnswer() {
    assertThat(outcome(new HungUp(LATER))).isEqualTo(Outcome.NO_ANSWER);
    assertThat(outcome(new TimedOut(LATER))).isEqualTo(Outcome.NO_ANSWER);
    assertThat(outcome(new Dropped(LATER))).isEqualTo(Outcome.CANCELED);
    assertThat(outcome(new Failed(LATER))).isEqualTo(Outcome.FAILED);
    assertThat(outcome(new Rejected(Rejection.BUSY, LATER))).isEqualTo(Outcome.BUSY);
    assertThat(outcome(new Rejected(Rejection.REJECTED, LATER))).isEqualTo(Outcome.NO_ANSWER);
  }

  @Test
  void isNotChangedByWhatIsLate() {
    CallState talking = new InProgress(START);

    assertThat(CallLifecycle.after(talking, new Rang(LATER))).isEqualTo(talking);
    assertThat(CallLifecycle.after(talking, new Answered(LATER))).isEqualTo(talking);
    assertThat(CallLifecycle.after(talking, new TimedOut(LATER))).isEqualTo(talking);
    assertThat(CallLifecycle.after(talking, new Refused(486, LATER))).isEqualTo(talking);
  }

  @Test
  void isNeverAliveAgain() {
    CallState over = new Ended(Outcome.BUSY, Optional.empty(), START);

    assertThat(ALL).allMatch(event -> CallLifecycle.after(over, event).equals(over));
  }

  private static Outcome outcome(CallEvent event) {
    return ((Ended) CallLifecycle.after(new Ringing(START), event)).outcome();
  }
}
