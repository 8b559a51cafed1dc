package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.application.Question;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.media.Recording;
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

  /** FEATURES 2.3; and 1.4: Recording* only where the whole call is recorded. */
  @Test
  void recordsTheWholeCallBesideWhatInstructionsRecord() throws Exception {
    stage
        .page("/start", "<Record action=\"/done\" timeout=\"0\" playBeep=\"false\"/>")
        .page("/done", "<Gather timeout=\"60\"/>")
        .page("/status", "")
        .page("/recorded", "");
    stage.switchboard.place(
        recorded(Track.BOTH, true, Set.of("in-progress", "completed", "absent")));
    StageLine callee = stage.phone("+15550100");
    callee.rings();
    assertThat(callee.sound.recordings).as("nothing before the answer").isEmpty();

    callee.answers();
    Await.until("both are recorded", () -> callee.sound.recordings.size() == 2);
    callee.sound.presses("1");
    stage.awaitQuestion("/done");
    Await.until("its beginning is told", () -> !stage.asked("/recorded").isEmpty());
    assertThat(stage.asked("/recorded"))
        .extracting(question -> Stage.parameter(question, "RecordingStatus"))
        .as("the whole goes on")
        .containsExactly("in-progress");
    callee.hangsUp();

    assertThat(stage.awaitOutcome(callee)).isEqualTo("completed");
    Await.until("all is told", () -> stage.asked("/recorded").size() == 2);
    Question told = stage.asked("/recorded").getLast();
    assertThat(Stage.parameter(told, "RecordingStatus")).isEqualTo("completed");
    assertThat(Stage.parameter(told, "RecordingSource")).isEqualTo("OutboundAPI");
    assertThat(Stage.parameter(told, "RecordingChannels")).isEqualTo("2");
    assertThat(Stage.parameter(told, "RecordingTrack")).isEqualTo("both");
    Recording.Settings settings = callee.sound.recordings.getFirst().settings;
    assertThat(settings.channels()).isEqualTo(Recording.Channels.DUAL);
    assertThat(settings.trimSilence()).isTrue();
    Question completed = stage.asked("/status").getLast();
    assertThat(Stage.parameter(completed, "CallStatus")).isEqualTo("completed");
    assertThat(Stage.parameter(completed, "RecordingSid"))
        .isEqualTo(Stage.parameter(told, "RecordingSid"));
    assertThat(Stage.parameter(completed, "RecordingUrl")).startsWith("http://jackfield/RE");
    assertThat(Stage.parameter(completed, "RecordingDuration")).isEqualTo("3");
  }

  @Test
  void takesAnotherTimeLimitWhileItGoesOn() throws Exception {
    stage.page("/start", "<Gather timeout=\"60\"/>").page("/status", "");
    CallRecord placed = stage.switchboard.place(stage.order("+15550100"));
    StageLine callee = stage.phone("+15550100");
    callee.answers();
    stage.awaitQuestion("/start");

    Calls.Adjustment none =
        new Calls.Adjustment(Optional.of(0), Optional.empty(), List.of("completed"));
    assertThat(stage.switchboard.adjust(placed.facts().sid(), none)).isPresent();

    assertThat(stage.awaitOutcome(callee)).isEqualTo("completed");
    assertThat(stage.switchboard.adjust(placed.facts().sid(), none)).isEmpty();
  }

  @Test
  void tellsAnotherHowItGoesFromNowOn() throws Exception {
    stage.page("/start", "<Gather timeout=\"60\"/>").page("/status", "").page("/other", "");
    CallRecord placed = stage.switchboard.place(stage.order("+15550100"));
    StageLine callee = stage.phone("+15550100");
    callee.answers();
    stage.awaitQuestion("/start");
    Calls.Adjustment other =
        new Calls.Adjustment(
            Optional.empty(),
            Optional.of(new Target(Stage.HOME + "/other", "GET")),
            List.of("completed"));

    stage.switchboard.adjust(placed.facts().sid(), other);
    callee.hangsUp();

    assertThat(Stage.parameter(stage.awaitQuestion("/other"), "CallStatus")).isEqualTo("completed");
    assertThat(stage.asked("/start")).as("its instructions went on").hasSize(1);
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .doesNotContain("completed");
  }

  @Test
  void refusesMoreCallsThanAnAccountMayHaveUntilOneIsOver() throws Exception {
    try (Stage full = new Stage(2)) {
      full.page("/status", "");
      full.switchboard.place(full.order("+15550100"));
      full.switchboard.place(full.order("+15550101"));
      assertThatThrownBy(() -> full.switchboard.place(full.order("+15550102")))
          .isInstanceOfSatisfying(
              CallRefused.class, refused -> assertThat(refused.code()).isEqualTo(20429));

      full.phone("+15550100").refuses(486);
      full.awaitOutcome(full.phone("+15550100"));
      Await.until("there is room again", () -> hasRoom(full));
    }
  }

  private static boolean hasRoom(Stage stage) {
    try {
      stage.switchboard.place(stage.order("+15550102"));
      return true;
    } catch (CallRefused full) {
      return false;
    }
  }

  @Test
  void recordsOneTrackAlone() throws Exception {
    stage.page("/start", "").page("/status", "").page("/recorded", "");
    stage.switchboard.place(recorded(Track.OUTBOUND, true, Set.of("completed")));

    StageLine callee = stage.phone("+15550100");
    callee.answers();

    assertThat(stage.awaitOutcome(callee)).isEqualTo("completed");
    Question told = stage.awaitQuestion("/recorded");
    assertThat(Stage.parameter(told, "RecordingTrack")).isEqualTo("outbound");
    assertThat(Stage.parameter(told, "RecordingChannels")).isEqualTo("1");
    assertThat(callee.sound.recordings.getFirst().settings.channels())
        .isEqualTo(Recording.Channels.HEARD);
    assertThat(stage.tracks).containsExactly(Track.OUTBOUND);
  }

  @Test
  void recordsNothingOfACallThatNobodyTook() throws Exception {
    stage.page("/status", "").page("/recorded", "");
    stage.switchboard.place(recorded(Track.BOTH, false, Set.of("completed", "absent")));
    StageLine callee = stage.phone("+15550100");

    callee.refuses(486);

    assertThat(stage.awaitOutcome(callee)).isEqualTo("busy");
    Await.until("it is told", () -> stage.asked("/status").size() == 2);
    assertThat(Stage.parameter(stage.asked("/status").getLast(), "RecordingSid")).isEmpty();
    assertThat(stage.asked("/recorded")).isEmpty();
  }

  private Calls.Order recorded(Track track, boolean dual, Set<String> events) {
    Calls.Order plain = stage.order("+15550100");
    return new Calls.Order(
        plain.accountSid(),
        plain.from(),
        plain.to(),
        plain.voice(),
        plain.timeoutSeconds(),
        plain.timeLimitSeconds(),
        plain.keys(),
        plain.credentials(),
        Optional.of(
            new RecordingOrder(
                track,
                dual,
                true,
                Optional.of(new Target(Stage.HOME + "/recorded", "POST")),
                events)));
  }

  @Test
  void failsACallToWhereThereIsNoWay() throws Exception {
    CallRecord record = stage.switchboard.place(stage.order("+0"));

    Await.until("it is over", () -> stage.switchboard.find(record.facts().sid()).isEmpty());
    assertThat(stage.records).extracting(CallRecord::status).contains("failed");
    assertThat(stage.errors()).containsExactly(13224);
  }
}
