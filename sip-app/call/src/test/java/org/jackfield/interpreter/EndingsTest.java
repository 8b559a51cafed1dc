package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jackfield.call.CallRecord;
import org.jackfield.call.VoiceSettings;
import org.jackfield.media.MediaEvent;
import org.junit.jupiter.api.Test;

/** However calls end, nothing is left of them but one record that says so. */
class EndingsTest {

  private static final int CALLS = 1_000;

  private final Stage stage = new Stage();
  private final CountDownLatch never = new CountDownLatch(1);

  private final List<Consumer<StageLine>> endings =
      List.of(
          StageLine::hangsUp,
          caller -> stage.switchboard.end(caller.facts.sid()),
          caller -> stage.switchboard.redirect(caller.facts.sid(), to("/bye")),
          caller -> stage.switchboard.redirect(caller.facts.sid(), to("/reject")),
          caller -> stage.switchboard.redirect(caller.facts.sid(), to("/nowhere")),
          caller -> stage.switchboard.redirect(caller.facts.sid(), to("/mistake")),
          caller -> {
            stage.switchboard.redirect(caller.facts.sid(), to("/dead"));
            caller.hangsUp();
          },
          caller -> {
            stage.switchboard.redirect(caller.facts.sid(), to("/record"));
            caller.hangsUp();
          },
          caller -> {
            stage.switchboard.redirect(caller.facts.sid(), to("/dial"));
            caller.hangsUp();
          });

  @Test
  void endsACallWhoseSoundBreaksByAMistakeOfOurs() throws Exception {
    stage.page("/start", "<Pause length='600'/>");
    StageLine caller = stage.calls();
    stage.awaitQuestion("/start");
    // A flood of keys before it
    caller.sound.presses("1".repeat(1_000));

    caller.inbox.onEvent(new MediaEvent.SoundBroke());

    assertThat(stage.awaitOutcome(caller)).isEqualTo("failed");
    assertThat(caller.sound.isClosed).isTrue();
  }

  @Test
  void leavesNothingOfAThousandCalls() throws Exception {
    stage
        .page("/start", "<Pause length='600'/>")
        .page("/bye", "<Say>Bye</Say>")
        .page("/reject", "<Reject/>")
        .page("/record", "<Record action='/bye'/>")
        .page("/dial", "<Dial record='true' action='/bye'>111</Dial>")
        .answering(
            "/mistake",
            question -> {
              throw new IllegalArgumentException("a mistake of ours, as this test wants it");
            })
        .answering(
            "/dead",
            question -> {
              awaitQuietly();
              return Stage.document(question, "<Response/>");
            });
    List<StageLine> callers = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      StageLine caller = stage.calls();
      callers.add(caller);
      endings.get(i % endings.size()).accept(caller);
    }

    for (StageLine caller : callers) {
      stage.awaitOutcome(caller);
    }

    assertThat(callers).allMatch(caller -> caller.sound.isClosed);
    assertThat(callers).allMatch(caller -> records(caller).getLast().ended().isPresent());
    assertThat(callers)
        .allMatch(caller ->
            records(caller).stream().filter(record -> record.ended().isPresent()).count() == 1);
    assertThat(callers)
        .allMatch(caller -> stage.sessions.checkpoint(caller.facts.sid().value()).isEmpty());
    never.countDown();
    Await.until("no call is alive", () -> stage.switchboard.alive(Stage.ACCOUNT).isEmpty());
  }

  private List<CallRecord> records(StageLine caller) {
    return stage.records.stream()
        .filter(record -> record.facts().sid().equals(caller.facts.sid()))
        .toList();
  }

  private static VoiceSettings to(String path) {
    return SwitchboardTest.only(path);
  }

  private void awaitQuietly() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
