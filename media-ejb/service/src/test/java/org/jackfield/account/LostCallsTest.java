package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.Sid;
import org.jackfield.session.cache.LiveCalls;
import org.junit.jupiter.api.Test;

class LostCallsTest {

  @Test
  void endsACallWhereItWasLastHeardOf() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);

    CallRecord ended = LostCalls.ended(ringing, Samples.BEGIN.plusSeconds(900));

    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.ended()).isEqualTo(Optional.of(Samples.BEGIN));
    assertThat(ended.version()).as("less than what its own node writes next").isEqualTo(1);
  }

  @Test
  void leavesCallsAloneThatLiveHereOrElsewhere() {
    CallRecord lost = answered();
    CallRecord elsewhere = answered();
    List<CallRecord> ended = new ArrayList<>();
    LostCalls calls = new LostCalls();
    calls.archive =
        new CallArchive() {
          @Override
          List<CallRecord> unfinished(Instant before, Optional<Place> after) {
            return after.isPresent() ? List.of() : List.of(elsewhere, lost);
          }

          @Override
          void endLost(List<CallRecord> some) {
            ended.addAll(some);
          }
        };
    calls.history =
        new CallHistory() {
          @Override
          public Optional<Calls> alive() {
            return Optional.of(new LiveCalls());
          }
        };
    calls.records =
        new JournaledCallRecords() {
          @Override
          public Optional<CallRecord> waiting(Sid call) {
            return Optional.empty();
          }
        };
    calls.others =
        call -> call.equals(elsewhere.facts()) ? Optional.of("another node") : Optional.empty();

    calls.sweep();

    assertThat(ended).extracting(CallRecord::facts).containsExactly(lost.facts());
  }

  private static CallRecord answered() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);
    return new CallRecord(
        ringing.facts(),
        "in-progress",
        Optional.of(Samples.BEGIN),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Samples.BEGIN,
        2);
  }

  @Test
  void waitsLongerForACallThatRings() {
    CallRecord ringing = Samples.ringing(Samples.BEGIN);

    assertThat(LostCalls.mayBeLost(ringing, Samples.BEGIN.plusSeconds(600))).isFalse();
    assertThat(LostCalls.mayBeLost(ringing, Samples.BEGIN.plusSeconds(1_000))).isTrue();
    assertThat(LostCalls.mayBeLost(Samples.completed(ringing), Samples.BEGIN)).isTrue();
  }
}
