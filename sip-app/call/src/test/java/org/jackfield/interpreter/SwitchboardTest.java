package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a call of which everything but the network is real. */
class SwitchboardTest {

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
    assertThat(stage.switchboard.alive(Stage.ACCOUNT)).isEmpty();
  }

  @Test
  void walksThroughACall() throws Exception {
    stage
        .answering(
            "/start",
            question ->
                Stage.document(
                    question,
                    "<Response><Say>Welcome</Say><Gather numDigits='1' action='/key'>"
                        + "<Play>menu.wav</Play></Gather></Response>",
                    "visit=7; Path=/"))
        .page("/key", "<Hangup/>")
        .page("/status", "");

    StageLine caller = stage.calls();
    caller.awaitsSounds(2);
    caller.sound.presses("5");

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(caller.deeds).containsExactly("ring", "answer", "close");
    Question first = stage.asked("/start").getFirst();
    assertThat(Stage.parameter(first, "CallStatus")).isEqualTo("ringing");
    assertThat(Stage.parameter(first, "From")).isEqualTo("+15550001");
    assertThat(Stage.parameter(first, "SipCallId")).isEqualTo("id-of-+15550002");
    Question second = stage.asked("/key").getFirst();
    assertThat(Stage.parameter(second, "Digits")).isEqualTo("5");
    assertThat(Stage.parameter(second, "CallStatus")).isEqualTo("in-progress");
    assertThat(second.jar().cookies())
        .singleElement()
        .satisfies(cookie -> assertThat(cookie.value()).isEqualTo("7"));
    assertThat(stage.sessions.checkpoint(caller.facts.sid().value())).isEmpty();
    Await.until("it is forgotten", () -> !stage.forgotten.isEmpty());
    assertThat(stage.forgotten).containsExactly(caller.facts.sid());
  }

  @Test
  void keepsARecordOfEachStateAndNumbersThem() throws Exception {
    stage.page("/start", "<Say>Hi</Say>");

    stage.awaitOutcome(stage.calls());

    assertThat(stage.records)
        .extracting(CallRecord::status)
        .containsExactly("ringing", "in-progress", "completed");
    assertThat(stage.records).extracting(CallRecord::version).containsExactly(1L, 2L, 3L);
  }

  @Test
  void asksForAllSoundsOfADocumentWhenItArrives() throws Exception {
    stage.page("/start", "<Pause length='60'/><Say>One</Say><Gather><Play>b.wav</Play></Gather>");

    StageLine caller = stage.calls();

    Await.until("both are fetched", () -> stage.fetched.size() == 2);
    assertThat(caller.sound.heard).isEmpty();
    caller.hangsUp();
    assertThat(stage.awaitOutcome(caller)).isEqualTo("no-answer");
  }

  @Test
  void reportsEachStepInOrderBesideTheInstructions() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    stage
        .page("/start", "<Say>Hi</Say>")
        .answering(
            "/status",
            question -> {
              awaitQuietly(slow);
              return Stage.document(question, "<Response/>");
            });

    assertThat(stage.awaitOutcome(stage.calls())).isEqualTo("completed");
    slow.countDown();

    Await.until("both are told", () -> stage.asked("/status").size() == 2);
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .containsExactly("in-progress", "completed");
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "SequenceNumber"))
        .containsExactly("0", "1");
  }

  @Test
  void answersAndHangsUpForAnEmptyDocument() throws Exception {
    stage.page("/start", "");

    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(caller.deeds).containsExactly("ring", "answer", "close");
  }

  @Test
  void rejectsWithoutAnAnswer() throws Exception {
    stage.page("/start", "<Reject reason='busy'/>");

    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("busy");
    assertThat(caller.deeds).containsExactly("ring", "reject 486", "close");
  }

  @Test
  void saysWhatIsPlainText() throws Exception {
    stage.answering("/start", question -> Stage.text(question, "text/plain", "Good morning"));

    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.fetched).singleElement().asString().contains("Good morning");
  }

  @Test
  void playsWhatIsSound() throws Exception {
    stage.answering(
        "/start",
        question ->
            new Answer.Sound(
                "audio/mpeg",
                URI.create(Stage.HOME + "/jingle.mp3"),
                List.of(),
                Stage.exchange(question)));

    assertThat(stage.awaitOutcome(stage.calls())).isEqualTo("completed");
    assertThat(stage.fetched).singleElement().asString().contains("jingle.mp3");
  }

  @Test
  void asksTheFallbackWhenTheApplicationFails() throws Exception {
    stage.page("/fallback", "<Say>Sorry</Say>");

    StageLine caller = stage.calls(withFallback("/nowhere"));

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    Question fallback = stage.asked("/fallback").getFirst();
    assertThat(Stage.parameter(fallback, "ErrorCode")).isEqualTo("11217");
    assertThat(Stage.parameter(fallback, "ErrorUrl")).isEqualTo(Stage.HOME + "/nowhere");
    assertThat(stage.notifications)
        .singleElement()
        .satisfies(notification -> {
          assertThat(notification.code()).isEqualTo(11217);
          assertThat(notification.exchange()).isPresent();
        });
  }

  @Test
  void asksTheFallbackForABrokenDocumentAndSaysWhereItIsBroken() throws Exception {
    stage
        .answering("/start", question -> Stage.document(question, "<Response>\n<Say></Response>"))
        .page("/fallback", "<Say>Sorry</Say>");

    assertThat(stage.awaitOutcome(stage.calls(withFallback("/start")))).isEqualTo("completed");
    assertThat(stage.notifications)
        .singleElement()
        .satisfies(notification -> {
          assertThat(notification.code()).isEqualTo(12100);
          assertThat(notification.message()).contains("line 2, column");
        });
  }

  @Test
  void endsACallWhoseApplicationHasNoAnswer() throws Exception {
    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("failed");
    assertThat(caller.deeds).containsExactly("ring", "reject 480", "close");
  }

  @Test
  void asksTheFallbackForASoundThatCannotBeHad() throws Exception {
    stage
        .page("/start", "<Play>missing.wav</Play><Say>Never reached</Say>")
        .page("/fallback", "<Say>Sorry</Say>");

    assertThat(stage.awaitOutcome(stage.calls(withFallback("/start")))).isEqualTo("completed");
    assertThat(Stage.parameter(stage.asked("/fallback").getFirst(), "ErrorCode"))
        .isEqualTo("11217");
  }

  @Test
  void goesOnWithoutASoundThatCannotBeHadWhereThereIsNoFallback() throws Exception {
    stage.page("/start", "<Play>missing.wav</Play><Say>Reached</Say>");
    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(caller.sound.heard).hasSize(2);
    assertThat(stage.errors()).containsExactly(11217);
  }

  @Test
  void tellsWhatWasAskedForASoundThatCannotBeHad() throws Exception {
    stage.page("/start", "<Play>missing.wav</Play>");

    stage.awaitOutcome(stage.calls());

    assertThat(stage.notifications)
        .filteredOn(note -> note.code() == 11217 && !note.warning())
        .singleElement()
        .satisfies(note ->
            assertThat(note.exchange())
                .contains(
                    new Exchange(
                        "GET", Stage.HOME + "/missing.wav", "", 404, "Server: stage", "Not here")));
  }

  // P2.26
  @Test
  void warnsOfAnOldSoundThatStandsIn() throws Exception {
    stage.page("/start", "<Play>old.wav</Play>");
    stage.awaitOutcome(stage.calls());

    assertThat(stage.notifications)
        .anyMatch(note -> note.warning() && note.message().endsWith("/old.wav answered 503"));
  }

  @Test
  void tellsWhichDocumentAskedForWhatNobodyElseWasAskedAbout() throws Exception {
    stage.page("/start", "<Say>unspeakable</Say>");

    stage.awaitOutcome(stage.calls());

    assertThat(stage.notifications)
        .filteredOn(note -> note.code() == 13520)
        .singleElement()
        .satisfies(note ->
            assertThat(note.exchange().map(Exchange::address)).contains(Stage.HOME + "/start"));
  }

  @Test
  void endsACallWhoseCallerHangsUpWhileItsApplicationThinks() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    stage.answering(
        "/start",
        question -> {
          awaitQuietly(never);
          return Stage.document(question, "<Response/>");
        });
    StageLine caller = stage.calls();
    stage.awaitQuestion("/start");

    caller.hangsUp();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("no-answer");
    assertThat(caller.sound.isClosed).isTrue();
  }

  @Test
  void tellsTheActionOfARecordingThatTheCallerEndedByHangingUp() throws Exception {
    stage.page("/start", "<Record action='/recorded'/>").page("/recorded", "<Say>Never</Say>");
    StageLine caller = stage.calls();
    Await.until("it is recorded", () -> !caller.sound.recordings.isEmpty());

    caller.hangsUp();

    assertThat(Stage.parameter(stage.awaitQuestion("/recorded"), "Digits")).isEqualTo("hangup");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
  }

  @Test
  void givesACallOtherInstructionsWhenTheApiAsks() throws Exception {
    stage
        .page("/start", "<Pause length='600'/>")
        .page("/other", "<Say>Something else</Say>")
        .page("/status", "");
    StageLine caller = stage.calls();
    stage.awaitQuestion("/start");

    stage.switchboard.redirect(caller.facts.sid(), only("/other"));

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(caller.sound.heard).hasSize(1);
  }

  @Test
  void endsACallWhenTheApiAsks() throws Exception {
    stage.page("/start", "<Say>Hi</Say><Pause length='600'/>");
    StageLine caller = stage.calls();
    caller.awaitsSounds(1);

    Optional<CallRecord> ended = stage.switchboard.end(caller.facts.sid());

    assertThat(ended).map(CallRecord::status).contains("completed");
    assertThat(stage.switchboard.end(caller.facts.sid())).isEmpty();
  }

  @Test
  void endsACallOfWhichAMistakeOfOursMadeAnEnd() throws Exception {
    stage.answering(
        "/start",
        question -> {
          throw new IllegalStateException("a mistake of ours, as this test wants it");
        });

    StageLine caller = stage.calls();

    assertThat(stage.awaitOutcome(caller)).isEqualTo("failed");
    assertThat(caller.deeds).containsExactly("ring", "reject 500", "close");
    assertThat(stage.errors()).containsExactly(12400);
  }

  @Test
  void performsADocumentThatCameWithTheOrder() throws Exception {
    stage.page("/key", "<Say>Thanks</Say>");
    VoiceSettings inline =
        new VoiceSettings(
            Optional.empty(),
            Optional.of(
                "<Response><Gather numDigits='1' action='http://app.example.com/key'/></Response>"),
            Optional.empty(),
            Optional.empty(),
            List.of());
    StageLine caller = stage.calls(inline);
    caller.awaits("answer");

    caller.sound.presses("1");

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(Stage.parameter(stage.asked("/key").getFirst(), "Digits")).isEqualTo("1");
  }

  @Test
  void takesNoCallWhenItIsShutDown() {
    stage.close();

    assertThatThrownBy(stage::calls).isInstanceOf(CallRefused.class);
  }

  static VoiceSettings withFallback(String start) {
    return new VoiceSettings(
        Optional.of(new Target(Stage.HOME + start, "POST")),
        Optional.empty(),
        Optional.of(new Target(Stage.HOME + "/fallback", "POST")),
        Optional.empty(),
        List.of());
  }

  static VoiceSettings only(String start) {
    return new VoiceSettings(
        Optional.of(new Target(Stage.HOME + start, "POST")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
