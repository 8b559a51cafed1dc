package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a call that the API asked for. */
class PlacedCallsTest {

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
    assertThat(stage.switchboard.alive(Stage.ACCOUNT)).isEmpty();
  }

  @Test
  void placesACall() throws Exception {
    stage.page("/start", "<Say>Hi</Say>").page("/status", "");

    CallRecord record = stage.switchboard.place(stage.order("+15550100"));
    assertThat(record.status()).isEqualTo("queued");
    StageLine callee = stage.phone("+15550100");
    callee.rings();
    callee.answers();

    assertThat(stage.awaitOutcome(callee)).isEqualTo("completed");
    Await.until("all is told", () -> stage.asked("/status").size() == 4);
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .containsExactly("initiated", "ringing", "in-progress", "completed");
  }

  @Test
  void givesUpWhenNobodyAnswersInTime() throws Exception {
    stage.switchboard.place(
        new Calls.Order(
            Stage.ACCOUNT,
            "+15550009",
            "+15550100",
            Stage.voice(),
            0,
            600,
            Optional.empty(),
            Optional.empty()));

    assertThat(stage.awaitOutcome(stage.phone("+15550100"))).isEqualTo("no-answer");
  }

  @Test
  void tellsHowACallThatNobodyTookEnded() throws Exception {
    stage.switchboard.place(stage.order("+15550100"));
    StageLine callee = stage.phone("+15550100");

    callee.refuses(486);

    assertThat(stage.awaitOutcome(callee)).isEqualTo("busy");
  }

  @Test
  void failsACallToWhereThereIsNoWay() throws Exception {
    CallRecord record = stage.switchboard.place(stage.order("+0"));

    Await.until("it is over", () -> stage.switchboard.find(record.facts().sid()).isEmpty());
    assertThat(stage.records).extracting(CallRecord::status).contains("failed");
    assertThat(stage.errors()).containsExactly(13224);
  }
}
