package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jackfield.application.Question;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.media.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recordings that the API begins, changes and ends while a call goes on (P1.59). */
class RecordedCallsTest {

  private static final RecordingOrder ORDER =
      new RecordingOrder(
          Track.BOTH,
          true,
          false,
          Optional.of(new Target(Stage.HOME + "/recorded", "POST")),
          Set.of("in-progress", "completed"));

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
    assertThat(stage.switchboard.alive(Stage.ACCOUNT)).isEmpty();
  }

  private StageLine answered() throws Exception {
    stage
        .page("/start", "<Gather timeout=\"60\" numDigits=\"1\" action=\"/done\"/>")
        .page("/done", "<Hangup/>")
        .page("/status", "")
        .page("/recorded", "");
    StageLine caller = stage.calls();
    Await.until(
        "it is answered",
        () ->
            stage
                .switchboard
                .find(caller.facts.sid())
                .filter(call -> call.answered().isPresent())
                .isPresent());
    return caller;
  }

  @Test
  void recordsALiveCallPausesAndEndsIt() throws Exception {
    StageLine caller = answered();
    Sid call = caller.facts.sid();

    Sid recording = stage.switchboard.record(call, ORDER).orElseThrow();
    Optional<Sid> last = Optional.empty();
    assertThat(stage.switchboard.change(call, last, RecordingChange.SKIP)).contains(recording);
    assertThat(stage.switchboard.change(call, last, RecordingChange.RESUME)).contains(recording);
    assertThat(stage.switchboard.change(call, Optional.of(recording), RecordingChange.STOP))
        .contains(recording);

    Await.until("all is told", () -> stage.asked("/recorded").size() == 2);
    Question told = stage.asked("/recorded").getLast();
    assertThat(Stage.parameter(told, "RecordingStatus")).isEqualTo("completed");
    assertThat(Stage.parameter(told, "RecordingSource")).isEqualTo("StartCallRecordingAPI");
    assertThat(Stage.parameter(told, "RecordingSid")).isEqualTo(recording.value());
    StageSession.StageRecording made = caller.sound.recordings.getFirst();
    assertThat(made.changes).containsExactly("SKIP", "resume");
    assertThat(made.settings.channels()).isEqualTo(Recording.Channels.DUAL);
    assertThat(stage.switchboard.change(call, last, RecordingChange.STOP)).isEmpty();
    caller.sound.presses("1");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
  }

  @Test
  void endsWhatIsStillRecordedWithTheCall() throws Exception {
    StageLine caller = answered();

    assertThat(stage.switchboard.record(caller.facts.sid(), ORDER)).isPresent();
    caller.hangsUp();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    Await.until("all is told", () -> stage.asked("/recorded").size() == 2);
  }

  @Test
  void hasRoomForAFew() throws Exception {
    StageLine caller = answered();
    Sid call = caller.facts.sid();

    assertThat(IntStream.range(0, 5).filter(i -> stage.switchboard.record(call, ORDER).isPresent()))
        .hasSize(4);
    assertThat(stage.switchboard.change(call, Optional.of(Sid.random("RE")), RecordingChange.STOP))
        .isEmpty();
  }

  @Test
  void recordsNoCallThatIsNotThereOrNotAnswered() throws Exception {
    assertThat(stage.switchboard.record(Sid.random("CA"), ORDER)).isEmpty();

    stage.page("/status", "");
    Sid queued = stage.switchboard.place(stage.order("+15550100")).facts().sid();
    StageLine callee = stage.phone("+15550100");
    callee.rings();
    assertThat(stage.switchboard.record(queued, ORDER)).isEmpty();
    callee.refuses(486);
    assertThat(stage.awaitOutcome(callee)).isEqualTo("busy");
  }
}
