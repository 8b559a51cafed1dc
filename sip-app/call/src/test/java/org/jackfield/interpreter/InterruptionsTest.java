package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes while a call is doing something else, or in a row that nobody thinks of. */
class InterruptionsTest {

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
    assertThat(stage.switchboard.alive(Stage.ACCOUNT)).isEmpty();
  }

  @Test
  void tellsOfTheNewRecordingAfterOneThatAKeyHasEnded() throws Exception {
    stage
        .page("/start", "<Record finishOnKey='#' action='/second' playBeep='false'/>")
        .page("/second", "<Record finishOnKey='#' action='/done' playBeep='false'/>")
        .page("/done", "<Hangup/>");
    StageLine caller = stage.calls();
    Await.until("it is recorded", () -> caller.sound.recordings.size() == 1);
    caller.sound.presses("#");
    Await.until("it is recorded again", () -> caller.sound.recordings.size() == 2);
    assertThat(stage.asked("/done")).as("not before the second has ended").isEmpty();

    caller.sound.presses("#");

    assertThat(Stage.parameter(stage.awaitQuestion("/done"), "RecordingSid"))
        .isNotEmpty()
        .isNotEqualTo(Stage.parameter(stage.awaitQuestion("/second"), "RecordingSid"));
    stage.awaitOutcome(caller);
  }

  @Test
  void givesNoInstructionsToACallThatNobodyHasAnswered() throws Exception {
    stage.page("/start", "<Gather timeout='60'/>").page("/other", "<Hangup/>").page("/status", "");
    stage.switchboard.place(stage.order("+15550100"));
    StageLine callee = stage.phone("+15550100");
    callee.rings();

    assertThat(stage.switchboard.redirect(callee.facts.sid(), SwitchboardTest.only("/other")))
        .isEmpty();

    assertThat(callee.deeds).doesNotContain("close");
    callee.answers();
    stage.awaitQuestion("/start");
    assertThat(stage.switchboard.redirect(callee.facts.sid(), SwitchboardTest.only("/other")))
        .isPresent();
    assertThat(stage.awaitOutcome(callee)).isEqualTo("completed");
  }

  @Test
  void tellsOfTheEndWhereTheBeginningWasTold() throws Exception {
    stage.page("/status", "");
    stage.switchboard.place(stage.order("+15550100"));
    StageLine callee = stage.phone("+15550100");
    Await.until("its beginning is told", () -> stage.asked("/status").size() == 1);

    stage.switchboard.end(callee.facts.sid());

    Await.until("its end is told", () -> stage.asked("/status").size() == 2);
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .containsExactly("initiated", "canceled");
  }

  @Test
  void stopsAnApplicationThatLoopsWithoutAnythingToHear() throws Exception {
    stage.page("/start", "<Gather timeout='0'/><Redirect/>");
    StageLine caller = stage.calls();

    stage.awaitOutcome(caller);

    assertThat(stage.errors()).containsExactly(11215);
    assertThat(stage.asked("/start")).hasSize(Interpreter.MAX_JUMPS + 1);
  }

  @Test
  void endsACallThatIsSentOnForEver() throws Exception {
    stage.page("/start", "<Redirect/>");

    assertThat(stage.awaitOutcome(stage.calls())).isEqualTo("failed");
    assertThat(stage.asked("/start")).hasSize(Interpreter.MAX_JUMPS + 1);
    assertThat(stage.notifications)
        .filteredOn(notification -> !notification.warning())
        .singleElement()
        .satisfies(notification -> {
          assertThat(notification.code()).isEqualTo(11215);
          assertThat(notification.exchange())
              .hasValueSatisfying(
                  exchange -> assertThat(exchange.address()).isEqualTo(Stage.HOME + "/start"));
        });
  }

  /** What was left on an answering machine waits for no report that is slow. */
  @Test
  void tellsTheResultOfWhatAHangUpCutOffAtOnce() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    stage
        .page("/start", "<Record action='/left' playBeep='false'/>")
        .page("/left", "")
        .answering(
            "/status",
            question -> {
              await(slow);
              return Stage.document(question, "<Response/>");
            });
    StageLine caller = stage.calls();
    Await.until("it is recorded", () -> caller.sound.recordings.size() == 1);
    caller.hangsUp();

    assertThat(Stage.parameter(stage.awaitQuestion("/left"), "RecordingDuration")).isEqualTo("3");
    stage.awaitOutcome(caller);
    assertThat(stage.forgotten).as("the last report may need the login").isEmpty();
    slow.countDown();
    Await.until("it is forgotten", () -> stage.forgotten.contains(caller.facts.sid()));
  }

  @Test
  void waitsForReportsWhenItIsShutDown() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    stage
        .page("/start", "<Gather timeout='60'/>")
        .answering(
            "/status",
            question -> {
              await(slow);
              return Stage.document(question, "<Response/>");
            });
    StageLine caller = stage.calls();
    stage.awaitQuestion("/start");

    Thread closing = Thread.startVirtualThread(stage.switchboard::close);

    stage.awaitOutcome(caller);
    stage.awaitQuestion("/status");
    assertThat(closing.isAlive()).isTrue();
    assertThat(stage.forgotten).isEmpty();
    slow.countDown();
    closing.join();
    assertThat(stage.forgotten).contains(caller.facts.sid());
  }

  @Test
  void leavesAPartyToWhoeverRedirectsItWhileItIsScreened() throws Exception {
    stage
        .page("/start", "<Dial action='/done'><Number url='/screen'>111</Number></Dial>")
        .page("/screen", "<Gather timeout='60'/>")
        .page("/other", "<Say>Elsewhere</Say>")
        .page("/done", "<Hangup/>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    stage.awaitQuestion("/screen");

    stage.switchboard.redirect(stage.phone("111").facts.sid(), SwitchboardTest.only("/other"));

    stage.awaitQuestion("/done");
    stage.awaitOutcome(stage.phone("111"));
    assertThat(stage.bridges).isEmpty();
    assertThat(stage.fetched).anyMatch(request -> request.toString().contains("Elsewhere"));
    stage.awaitOutcome(caller);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
