package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.CallSound;
import org.jackfield.media.MediaStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which parameters each request has, in their order: the table of docs/manual/requests.md. */
class CallbackParametersTest {

  private static final String ALWAYS =
      "CallSid AccountSid From To Caller Called CallStatus ApiVersion Direction"
          + " FromCity FromState FromZip FromCountry CallerCity CallerState CallerZip CallerCountry"
          + " ToCity ToState ToZip ToCountry CalledCity CalledState CalledZip CalledCountry";

  /** Of a leg on SIP besides; more of it in the test of the servlet. */
  private static final String SIP = "SipCallId";

  private static final String PROGRESS = "Timestamp CallbackSource SequenceNumber";
  private static final String RECORDING = "RecordingChannels RecordingStartTime RecordingSource";

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void ofTheFirstRequest() throws Exception {
    stage.page("/start", "<Hangup/>");

    stage.awaitOutcome(stage.calls());

    assertThat(names("/start")).containsExactly(words(ALWAYS, SIP));
  }

  @Test
  void ofTheFallback() throws Exception {
    stage.page("/fallback", "<Hangup/>");

    stage.awaitOutcome(stage.calls(SwitchboardTest.withFallback("/nowhere")));

    assertThat(names("/fallback")).containsExactly(words(ALWAYS, SIP, "ErrorCode ErrorUrl"));
  }

  @Test
  void ofTheStatusCallbackOfACallThatCameIn() throws Exception {
    stage.page("/start", "<Say>Hi</Say>").page("/status", "");

    stage.awaitOutcome(stage.calls());
    Await.until("both are told", () -> stage.asked("/status").size() == 2);

    assertThat(names(stage.asked("/status").getFirst()))
        .containsExactly(words(ALWAYS, SIP, PROGRESS));
    assertThat(names(stage.asked("/status").getLast()))
        .containsExactly(words(ALWAYS, SIP, "CallDuration Duration", PROGRESS));
  }

  @Test
  void ofTheStatusCallbackAtTheEndOfACallWithSound() throws Exception {
    stage.page("/start", "<Gather timeout='60'/>").page("/status", "");
    StageLine caller = stage.calls();
    Await.until("the call is answered", () -> !stage.asked("/status").isEmpty());
    caller.sound.statistics = new MediaStatistics(500, 480, 20, 3, 22, 4.26, 31, 3.912);
    caller.hangsUp();

    stage.awaitOutcome(caller);
    Await.until("both are told", () -> stage.asked("/status").size() == 2);

    Question last = stage.asked("/status").getLast();
    assertThat(names(last))
        .containsExactly(
            words(
                ALWAYS,
                SIP,
                "SoundPacketsSent SoundPacketsReceived SoundPacketsLost SoundPacketsLate"
                    + " SoundPacketsConcealed SoundJitter SoundRoundTrip SoundOpinionScore",
                "CallDuration Duration",
                PROGRESS));
    assertThat(Stage.parameter(last, "SoundPacketsLost")).isEqualTo("20");
    assertThat(Stage.parameter(last, "SoundJitter")).isEqualTo("4.3");
    assertThat(Stage.parameter(last, "SoundOpinionScore")).isEqualTo("3.91");
    assertThat(stage.records.getLast().sound())
        .contains(new CallSound(500, 480, 20, 3, 22, 4.26, 31, 3.912));
    assertThat(stage.records.getFirst().sound()).as("before its end").isEmpty();
  }

  @Test
  void ofTheStatusCallbackOfACallThatWasPlaced() throws Exception {
    stage.page("/start", "<Hangup/>").page("/status", "");
    stage.switchboard.place(stage.order("+15550001"));
    StageLine phone = stage.phone("+15550001");
    phone.rings();
    phone.answers();

    stage.awaitOutcome(phone);
    Await.until("all are told", () -> stage.asked("/status").size() == 4);

    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .containsExactly("initiated", "ringing", "in-progress", "completed");
    assertThat(stage.asked("/status"))
        .extracting(question -> Stage.parameter(question, "SequenceNumber"))
        .containsExactly("0", "1", "2", "3");
    for (Question told : stage.asked("/status").subList(0, 3)) {
      assertThat(names(told)).containsExactly(words(ALWAYS, SIP, PROGRESS));
    }
    Question last = stage.asked("/status").getLast();
    assertThat(names(last))
        .containsExactly(words(ALWAYS, SIP, "SipResponseCode CallDuration Duration", PROGRESS));
    assertThat(Stage.parameter(last, "SipResponseCode")).isEqualTo("200");
    assertThat(Stage.parameter(last, "CallbackSource")).isEqualTo("call-progress-events");
    assertThat(Stage.parameter(last, "Timestamp")).isEqualTo("Sun, 01 Mar 2026 12:00:00 +0000");
  }

  @Test
  void ofTheStatusCallbackOfADialledNumberAndOfTheActionOfDial() throws Exception {
    stage
        .page(
            "/start",
            "<Dial action='/dialled'><Number statusCallback='/child'"
                + " statusCallbackEvent='initiated ringing answered completed'>111</Number></Dial>")
        .page("/dialled", "<Hangup/>")
        .page("/child", "");
    StageLine caller = stage.calls();
    stage.phone("111").refuses(486);

    stage.awaitOutcome(caller);
    Await.until("both are told", () -> stage.asked("/child").size() == 2);

    assertThat(names(stage.asked("/child").getFirst()))
        .containsExactly(words(ALWAYS, "ParentCallSid", SIP, PROGRESS));
    Question last = stage.asked("/child").getLast();
    assertThat(names(last))
        .containsExactly(
            words(ALWAYS, "ParentCallSid", SIP, "SipResponseCode CallDuration Duration", PROGRESS));
    assertThat(Stage.parameter(last, "CallStatus")).isEqualTo("busy");
    assertThat(Stage.parameter(last, "SipResponseCode")).isEqualTo("486");
    assertThat(names("/dialled"))
        .startsWith(words(ALWAYS, SIP, "DialCallStatus DialCallSid"))
        .contains("DialBridged")
        .doesNotContain("DialCallDuration", "RecordingUrl");
  }

  @Test
  void ofTheActionOfGather() throws Exception {
    stage.page("/start", "<Gather action='/keys'/>").page("/keys", "<Hangup/>");
    StageLine caller = stage.calls();
    caller.awaits("answer");

    caller.sound.presses("5#");

    stage.awaitOutcome(caller);
    assertThat(names("/keys")).containsExactly(words(ALWAYS, SIP, "Digits FinishedOnKey"));
  }

  @Test
  void ofTheActionAndTheStatusCallbackOfRecord() throws Exception {
    stage
        .page(
            "/start",
            "<Record action='/recorded' recordingStatusCallback='/recording'"
                + " recordingStatusCallbackEvent='in-progress completed'/>")
        .page("/recorded", "<Hangup/>")
        .page("/recording", "");
    StageLine caller = stage.calls();
    Await.until("it is recorded", () -> !caller.sound.recordings.isEmpty());

    caller.hangsUp();
    stage.awaitQuestion("/recorded");
    Await.until("both are told", () -> stage.asked("/recording").size() == 2);

    assertThat(names("/recorded"))
        .containsExactly(words(ALWAYS, SIP, "RecordingUrl RecordingSid RecordingDuration Digits"));
    assertThat(names(stage.asked("/recording").getFirst()))
        .containsExactly(
            words("AccountSid CallSid RecordingSid RecordingStatus", RECORDING, "RecordingTrack"));
    assertThat(names(stage.asked("/recording").getLast()))
        .containsExactly(
            words(
                "AccountSid CallSid RecordingSid RecordingStatus RecordingUrl RecordingDuration",
                RECORDING,
                "RecordingTrack"));
  }

  @Test
  void neverHaveAPlaceThatNobodyKnows() throws Exception {
    stage.page("/start", "<Hangup/>");

    stage.awaitOutcome(stage.calls());

    Question first = stage.asked("/start").getFirst();
    assertThat(Stage.parameter(first, "FromCountry")).isEqualTo("US");
    assertThat(first.parameters())
        .filteredOn(each -> each.name().matches("(From|To|Caller|Called)(City|State|Zip)"))
        .hasSize(12)
        .allMatch(each -> each.value().isEmpty());
    assertThat(names("/start")).doesNotContain("CallerName", "ForwardedFrom", "ParentCallSid");
  }

  private List<String> names(String path) {
    return names(stage.asked(path).getFirst());
  }

  private static List<String> names(Question question) {
    return question.parameters().stream().map(Parameter::name).toList();
  }

  private static String[] words(String... lists) {
    List<String> words = new ArrayList<>();
    for (String list : lists) {
      words.addAll(Arrays.asList(list.split(" ")));
    }
    return words.toArray(String[]::new);
  }
}
