package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jackfield.application.Question;
import org.jackfield.call.Ceiling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dial, with calls of which everything but the network is real. */
class DialledCallsTest {

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
    assertThat(stage.switchboard.alive(Stage.ACCOUNT)).isEmpty();
    assertThat(stage.bridges.stream().filter("open"::equals).count())
        .isEqualTo(stage.bridges.stream().filter("closed"::equals).count());
  }

  @Test
  void connectsTheFirstWhoAnswersAndCancelsTheRest() throws Exception {
    stage
        .page("/start", "<Dial action='/done'><Number>111</Number><Number>222</Number></Dial>")
        .page("/done", "<Hangup/>");
    StageLine caller = stage.calls();

    stage.phone("111");
    stage.phone("222").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));
    stage.phone("111").awaits("close");
    assertThat(stage.awaitOutcome(stage.phone("111"))).isEqualTo("canceled");
    stage.phone("222").hangsUp();

    Question done = stage.awaitQuestion("/done");
    assertThat(Stage.parameter(done, "DialCallStatus")).isEqualTo("completed");
    assertThat(Stage.parameter(done, "DialCallDuration")).isEqualTo("10");
    assertThat(Stage.parameter(done, "DialSipCallId")).isEqualTo("id-of-222");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
  }

  @Test
  void callsAsTheCallerUnlessAnotherIsNamed() throws Exception {
    stage.page("/start", "<Dial>111</Dial><Dial callerId='+1999'>222</Dial>");
    StageLine caller = stage.calls();

    assertThat(stage.phone("111").facts.from()).isEqualTo("+15550001");
    stage.phone("111").refuses(486);
    assertThat(stage.phone("222").facts.from()).isEqualTo("+1999");
    assertThat(stage.phone("222").facts.parentSid()).contains(caller.facts.sid());
    stage.phone("222").refuses(486);
    stage.awaitOutcome(caller);
  }

  @Test
  void callsNoNumberThatTheAccountMayNotCallHoweverItIsWritten() throws Exception {
    stage.ceiling =
        new Ceiling(List.of("111"), Optional.empty(), Optional.empty(), Optional.empty());
    stage
        .page(
            "/start",
            "<Dial>+19005550100</Dial>"
                + "<Dial><Sip>sip:+19005550100@provider.example.com</Sip></Dial>"
                + "<Dial action='/done'>111</Dial>")
        .page("/done", "<Refer action='/sent'><Sip>sip:+19005550100@provider</Sip></Refer>")
        .page("/sent", "<Hangup/>");
    StageLine caller = stage.calls();

    stage.phone("111").refuses(486);

    Question sent = stage.awaitQuestion("/sent");
    assertThat(Stage.parameter(sent, "ReferCallStatus")).isEqualTo("failed");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.errors()).containsExactly(13227, 13227, 13227);
  }

  @Test
  void givesThePlaceOfACallBackHoweverItEnds() throws Exception {
    stage.ceiling = new Ceiling(List.of("*"), Optional.of(1), Optional.empty(), Optional.empty());
    stage.page(
        "/start",
        "<Dial>111</Dial><Dial timeout='5'>222</Dial><Dial><Number>333</Number><Number>444</Number>"
            + "</Dial><Dial>+0</Dial><Dial>555</Dial>");
    StageLine caller = stage.calls();

    stage.phone("111").refuses(486);
    stage.phone("222").answers();
    stage.phone("222").hangsUp();
    StageLine only = stage.phone("333");
    // Before that its place would be free for the other
    Await.until("there is no place for 444", () -> stage.errors().contains(20429));
    only.refuses(404);
    stage.phone("555").refuses(486);

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.errors()).containsExactly(20429, 13224);
  }

  @Test
  void callsAsNobodyThatTheAccountMayNotShow() throws Exception {
    stage.callerNumbers = (account, from) -> !from.equals("+1999");
    stage.page("/start", "<Dial callerId='+1999'>222</Dial><Dial>111</Dial>");
    StageLine caller = stage.calls();

    assertThat(stage.phone("111").facts.from())
        .as("whoever called may be seen")
        .isEqualTo("+15550001");
    stage.phone("111").refuses(486);
    stage.awaitOutcome(caller);
    assertThat(stage.errors()).containsExactly(13214);
  }

  @Test
  void screensThePartyBeforeItIsConnected() throws Exception {
    stage
        .page("/start", "<Dial><Number url='/screen'>111</Number></Dial>")
        .page("/screen", "<Gather numDigits='1' action='/accept'/><Hangup/>")
        .page("/accept", "<Say>Connecting</Say>");
    StageLine caller = stage.calls();

    stage.phone("111").answers();
    Question screen = stage.awaitQuestion("/screen");
    assertThat(Stage.parameter(screen, "ParentCallSid")).isEqualTo(caller.facts.sid().value());
    assertThat(stage.bridges).isEmpty();
    // What is pressed before the document is there is nobody's
    String asked = stage.phone("111").facts.sid().value();
    Await.until("it listens", () -> stage.sessions.checkpoint(asked).isPresent());
    stage.phone("111").sound.presses("1");

    Await.until("they are bridged", () -> stage.bridges.contains("open"));
    caller.hangsUp();
    stage.phone("111").awaits("close");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
  }

  @Test
  void doesNotConnectAPartyThatIsHungUpOnWhileItIsScreened() throws Exception {
    stage
        .page("/start", "<Dial action='/done'><Number url='/screen'>111</Number></Dial>")
        .page("/screen", "<Hangup/>")
        .page("/done", "");
    StageLine caller = stage.calls();

    stage.phone("111").answers();

    assertThat(Stage.parameter(stage.awaitQuestion("/done"), "DialCallStatus"))
        .isEqualTo("no-answer");
    stage.awaitOutcome(caller);
  }

  @Test
  void doesNotDialFromWhatAPartyHearsFirst() throws Exception {
    stage
        .page("/start", "<Dial><Number url='/screen'>111</Number></Dial>")
        .page("/screen", "<Dial>222</Dial><Hangup/>");
    StageLine caller = stage.calls();

    stage.phone("111").answers();

    stage.awaitOutcome(caller);
    assertThat(stage.notifications).anyMatch(note -> note.code() == 13201);
  }

  @Test
  void pressesKeysWhenANumberAnswers() throws Exception {
    stage.page("/start", "<Dial><Number sendDigits='ww42'>111</Number></Dial>");
    StageLine caller = stage.calls();

    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));

    assertThat(stage.phone("111").sound.pressed).containsExactly("ww42");
    caller.hangsUp();
    stage.awaitOutcome(caller);
  }

  @Test
  void tellsHowTheCallOfAPartyGoes() throws Exception {
    stage
        .page(
            "/start",
            "<Dial><Number statusCallback='/party'"
                + " statusCallbackEvent='initiated ringing answered completed'>111</Number></Dial>")
        .page("/party", "");
    StageLine caller = stage.calls();
    stage.phone("111").rings();
    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));
    stage.phone("111").hangsUp();
    stage.awaitOutcome(caller);

    Await.until("all is told", () -> stage.asked("/party").size() == 4);
    assertThat(stage.asked("/party"))
        .extracting(question -> Stage.parameter(question, "CallStatus"))
        .containsExactly("initiated", "ringing", "in-progress", "completed");
    assertThat(stage.asked("/party"))
        .allMatch(question ->
            Stage.parameter(question, "ParentCallSid").equals(caller.facts.sid().value()));
  }

  @Test
  void hangsUpOnTheOtherWithAStar() throws Exception {
    stage.page("/start", "<Dial hangupOnStar='true'>111</Dial><Say>Back</Say>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));

    caller.sound.presses("*");

    stage.phone("111").awaits("close");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.fetched).anyMatch(request -> request.toString().contains("Back"));
  }

  @Test
  void recordsBothInTwoChannels() throws Exception {
    stage
        .page(
            "/start",
            "<Dial record='record-from-answer-dual' action='/done'"
                + " recordingStatusCallback='/recording'>111</Dial>")
        .page("/done", "")
        .page("/recording", "");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("it is recorded", () -> !caller.sound.recordings.isEmpty());
    stage.phone("111").hangsUp();

    assertThat(Stage.parameter(stage.awaitQuestion("/done"), "RecordingUrl"))
        .startsWith("http://jackfield/RE");
    Question told = stage.awaitQuestion("/recording");
    assertThat(Stage.parameter(told, "RecordingStatus")).isEqualTo("completed");
    assertThat(Stage.parameter(told, "RecordingChannels")).isEqualTo("2");
    stage.awaitOutcome(caller);
  }

  @Test
  void letsAPartyGoItsOwnWayWhenTheApiAsks() throws Exception {
    stage
        .page("/start", "<Dial action='/done'>111</Dial>")
        .page("/done", "<Hangup/>")
        .page("/other", "<Say>Elsewhere</Say>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));

    stage.switchboard.redirect(
        stage.phone("111").facts.sid(), SwitchboardTest.withFallback("/other"));

    assertThat(Stage.parameter(stage.awaitQuestion("/done"), "DialCallStatus"))
        .isEqualTo("completed");
    assertThat(stage.awaitOutcome(stage.phone("111"))).isEqualTo("completed");
    assertThat(stage.fetched).anyMatch(request -> request.toString().contains("Elsewhere"));
    stage.awaitOutcome(caller);
  }

  @Test
  void hangsUpOnTheOtherWhenTheApiGivesTheCallerOtherInstructions() throws Exception {
    stage
        .page("/start", "<Dial action='/done' record='true'>111</Dial>")
        .page("/other", "<Say>Alone</Say><Pause length='600'/>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("it is recorded", () -> !caller.sound.recordings.isEmpty());

    stage.switchboard.redirect(caller.facts.sid(), SwitchboardTest.only("/other"));

    stage.phone("111").awaits("close");
    Await.until(
        "it is told", () -> stage.fetched.stream().anyMatch(r -> r.toString().contains("Alone")));
    assertThat(stage.asked("/done")).isEmpty();
    caller.hangsUp();
    stage.awaitOutcome(caller);
  }

  @Test
  void asksWhereAPartyThatTransfersMayGo() throws Exception {
    stage.page("/start", "<Dial referUrl='/refer'>111</Dial>").page("/refer", "<Hangup/>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));

    stage.phone("111").inbox.transferWanted("sip:third@example.com");

    assertThat(Stage.parameter(stage.awaitQuestion("/refer"), "ReferTransferTarget"))
        .isEqualTo("sip:third@example.com");
    assertThat(stage.phone("111").deeds).contains("accept transfer");
    stage.awaitOutcome(caller);
  }

  @Test
  void refusesATransferThatNoApplicationWantsToKnowOf() throws Exception {
    stage.page("/start", "<Dial>111</Dial>");
    StageLine caller = stage.calls();
    stage.phone("111").answers();
    Await.until("they are bridged", () -> stage.bridges.contains("open"));

    stage.phone("111").inbox.transferWanted("sip:third@example.com");
    caller.inbox.transferWanted("sip:third@example.com");

    stage.phone("111").awaits("refuse transfer");
    caller.awaits("refuse transfer");
    caller.hangsUp();
    stage.awaitOutcome(caller);
  }

  @Test
  void bridgesAPartyThatSoundsBeforeItAnswers() throws Exception {
    stage.page("/start", "<Dial answerOnBridge='true'>111</Dial>");
    StageLine caller = stage.calls();

    stage.phone("111").inbox.soundsEarly();

    caller.awaits("sound early");
    Await.until("they are bridged", () -> stage.bridges.contains("open"));
    assertThat(caller.deeds).doesNotContain("answer");
    stage.phone("111").answers();
    caller.awaits("answer");
    caller.hangsUp();
    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.bridges).containsExactly("open", "closed");
  }

  @Test
  void tellsThoseWhoWereNotTheFirstThatAnotherWas() throws Exception {
    stage.page("/start", "<Dial><Number>111</Number><Number>222</Number></Dial>");
    StageLine caller = stage.calls();
    stage.phone("111");

    stage.phone("222").answers();

    stage.phone("111").awaits("answered elsewhere");
    stage.phone("111").awaits("close");
    caller.hangsUp();
    stage.awaitOutcome(caller);
  }

  @Test
  void hangsUpOnAllWhenTheCallerGivesUp() throws Exception {
    stage.page(
        "/start", "<Dial answerOnBridge='true'><Number>111</Number><Number>222</Number></Dial>");
    StageLine caller = stage.calls();
    stage.phone("111");
    stage.phone("222");

    caller.hangsUp();

    stage.phone("111").awaits("close");
    stage.phone("222").awaits("close");
    assertThat(stage.awaitOutcome(caller)).isEqualTo("no-answer");
    assertThat(stage.awaitOutcome(stage.phone("111"))).isEqualTo("canceled");
    assertThat(stage.awaitOutcome(stage.phone("222"))).isEqualTo("canceled");
  }
}
