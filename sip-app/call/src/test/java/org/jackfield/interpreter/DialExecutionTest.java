package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jackfield.interpreter.ScriptedLeg.party;

import java.util.Map;
import org.jackfield.call.Outcome;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PartyAnswered;
import org.jackfield.interpreter.LegEvent.PartyEnded;
import org.jackfield.interpreter.LegEvent.PartySounds;
import org.jackfield.interpreter.LegEvent.TransferAsked;
import org.junit.jupiter.api.Test;

/** Dial. */
class DialExecutionTest {

  private static final String TWO =
      "<Dial action='/next'><Number>1</Number><Number>2</Number></Dial>";
  private static final String ONE = "<Dial action='/next'>1</Dial>";

  @Test
  void connectsTheFirstWhoAnswersAndCancelsTheRest() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PartyAnswered(party(1)), talked(1, 12), canceled(0));

    assertThat(parameters(TWO, caller))
        .containsEntry("DialCallStatus", "completed")
        .containsEntry("DialCallSid", party(1).sid().value())
        .containsEntry("DialCallDuration", "12")
        .containsEntry("DialBridged", "true");
    assertThat(caller.deeds())
        .containsSubsequence("answer", "ringback-us", "drop 0 for another", "stop", "bridge 1");
  }

  @Test
  void goesOnWithTheNextInstructionWithoutAnAction() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PartyAnswered(party(0)), talked(0, 3));

    assertThat(Verbs.execution("<Dial>1</Dial>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
  }

  @Test
  void tellsWhyNobodyAnswered() throws Exception {
    assertThat(parameters(ONE, ScriptedLeg.hears(ended(0, Outcome.BUSY, 486))))
        .containsEntry("DialCallStatus", "busy")
        .containsEntry("DialSipResponseCode", "486")
        .containsEntry("DialBridged", "false");
    assertThat(parameters(ONE, ScriptedLeg.hears(ended(0, Outcome.NO_ANSWER, 0))))
        .containsEntry("DialCallStatus", "no-answer");
    assertThat(parameters(ONE, ScriptedLeg.hears(ended(0, Outcome.FAILED, 503))))
        .containsEntry("DialCallStatus", "failed");
  }

  @Test
  void tellsTheMostTellingOfSeveral() throws Exception {
    assertThat(
            parameters(
                TWO, ScriptedLeg.hears(ended(0, Outcome.FAILED, 503), ended(1, Outcome.BUSY, 486))))
        .containsEntry("DialCallStatus", "busy");
  }

  @Test
  void callsOneAfterAnotherWhereThatIsWanted() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(
            ended(0, Outcome.NO_ANSWER, 0), new PartyAnswered(party(1)), talked(1, 5));

    assertThat(
            parameters(
                "<Dial sequential='true'"
                    + " action='/next'><Number>1</Number><Number>2</Number></Dial>",
                caller))
        .containsEntry("DialCallStatus", "completed");
    assertThat(caller.deeds()).doesNotContain("drop 0");
  }

  @Test
  void letsTheCallerHearWhatTheCalledPartySendsBeforeItAnswers() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new PartySounds(party(0)), new PartyAnswered(party(0)), talked(0, 2));

    parameters("<Dial answerOnBridge='true' action='/next'>1</Dial>", caller);

    assertThat(caller.deeds())
        .containsSubsequence("ring", "sound early", "bridge 0", "answer", "bridge 0");
  }

  @Test
  void letsTheChosenRingToneBeHeardInsteadAndNoneOfSeveral() throws Exception {
    ScriptedLeg chosen = ScriptedLeg.hears(new PartySounds(party(0)), ended(0, Outcome.BUSY, 486));
    parameters("<Dial ringTone='de' action='/next'>1</Dial>", chosen);
    ScriptedLeg several =
        ScriptedLeg.hears(
            new PartySounds(party(0)), ended(0, Outcome.BUSY, 486), ended(1, Outcome.BUSY, 486));
    parameters(TWO, several);

    assertThat(chosen.deeds()).doesNotContain("bridge 0");
    assertThat(several.deeds()).doesNotContain("bridge 0");
  }

  @Test
  void connectsNobodyBeforeTheCalledPartyWasAsked() throws Exception {
    ScriptedLeg screened =
        ScriptedLeg.hears(new PartySounds(party(0)), new PartyAnswered(party(0)), talked(0, 2));

    parameters("<Dial action='/next'><Number url='/screen'>1</Number></Dial>", screened);

    assertThat(screened.deeds().stream().filter("bridge 0"::equals)).hasSize(1);
  }

  @Test
  void ringsAgainForTheNextAfterOneThatWasHeard() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(
            new PartySounds(party(0)), ended(0, Outcome.BUSY, 486), ended(1, Outcome.BUSY, 486));

    parameters(
        "<Dial sequential='true' action='/next'><Number>1</Number><Number>2</Number></Dial>",
        caller);

    assertThat(caller.deeds()).containsSubsequence("ringback-us", "bridge 0", "ringback-us");
  }

  @Test
  void takesAPartyThatHungUpWhileItWasScreenedForNoAnswer() throws Exception {
    assertThat(parameters(ONE, ScriptedLeg.hears(talked(0, 2))))
        .containsEntry("DialCallStatus", "no-answer");
  }

  @Test
  void answersTheCallerWithTheBridgeWhereThatIsWanted() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PartyAnswered(party(0)), talked(0, 5));

    Verbs.execution("<Dial answerOnBridge='true'>1</Dial>", caller).perform();

    assertThat(caller.deeds()).containsSubsequence("ring", "stop", "answer", "bridge 0");
    assertThat(caller.deeds()).doesNotContain("ringback-us");
  }

  @Test
  void ringsAsInTheCountryGiven() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(ended(0, Outcome.BUSY, 486));

    Verbs.execution("<Dial ringTone='uk'>1</Dial>", caller).perform();

    assertThat(caller.deeds()).contains("ringback-uk");
  }

  @Test
  void hangsUpOnTheOtherWithAStarWhereThatIsWanted() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new PartyAnswered(party(0)), new KeyPressed('*'), talked(0, 4));

    assertThat(parameters("<Dial hangupOnStar='true' action='/next'>1</Dial>", caller))
        .containsEntry("DialCallDuration", "4");
    assertThat(caller.deeds()).containsSubsequence("bridge 0", "drop 0");
  }

  @Test
  void leavesTheStarToTheOtherOtherwise() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new PartyAnswered(party(0)), new KeyPressed('*'), talked(0, 4));

    Verbs.execution("<Dial>1</Dial>", caller).perform();

    assertThat(caller.deeds()).doesNotContain("drop 0");
  }

  @Test
  void recordsFromTheAnswer() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PartyAnswered(party(0)), talked(0, 4));
    Verbs.NotedReports reports = new Verbs.NotedReports();

    Next next =
        Verbs.execution(
                "<Dial record='record-from-answer-dual' action='/next'>1</Dial>", caller, reports)
            .perform();

    assertThat(((Next.Document) next).parameters())
        .containsEntry("RecordingUrl", "http://jackfield/recording");
    assertThat(caller.deeds().indexOf("bridge 0")).isLessThan(recordingBegins(caller));
    assertThat(caller.deeds().get(recordingBegins(caller))).contains("DUAL");
    assertThat(reports.notes).containsExactly("began", "completed");
  }

  @Test
  void recordsFromTheRinging() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PartyAnswered(party(0)), talked(0, 4));

    Verbs.execution("<Dial record='record-from-ringing'>1</Dial>", caller).perform();

    assertThat(recordingBegins(caller)).isLessThan(caller.deeds().indexOf("bridge 0"));
  }

  @Test
  void asksWhereATransferMayGo() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new PartyAnswered(party(0)), new TransferAsked("sip:third@example.com"));

    assertThat(Verbs.execution("<Dial referUrl='/next'>1</Dial>", caller).perform())
        .isEqualTo(
            new Next.Document(
                Verbs.ACTION, Map.of("ReferTransferTarget", "sip:third@example.com")));
  }

  @Test
  void tellsTheActionOfACallerThatHangsUp() {
    ScriptedLeg caller = ScriptedLeg.hears().then(new Interruption.CallEnded());
    Execution execution = Verbs.execution(ONE, caller);

    assertThatThrownBy(execution::perform).isInstanceOf(CallInterrupted.class);

    assertThat(execution.afterEnd())
        .hasValueSatisfying(
            next -> assertThat(next.parameters()).containsEntry("DialCallStatus", "canceled"));
  }

  @Test
  void tellsHowLongTheTwoTalkedWhereTheCallerHangsUpFirst() {
    ScriptedLeg caller =
        ScriptedLeg.hears(new PartyAnswered(party(0)))
            .whoseDroppedParty(
                new PartyEnded(party(0), Outcome.COMPLETED, 7, 200, Map.of("SipCallId", "c")))
            .then(new Interruption.CallEnded());
    Execution execution = Verbs.execution(ONE, caller);
    assertThatThrownBy(execution::perform).isInstanceOf(CallInterrupted.class);

    assertThat(execution.afterEnd().orElseThrow().parameters())
        .containsEntry("DialCallStatus", "completed")
        .containsEntry("DialCallDuration", "7")
        .containsEntry("DialCallSid", party(0).sid().value())
        .containsEntry("DialSipResponseCode", "200")
        .containsEntry("DialSipCallId", "c")
        .containsEntry("DialBridged", "true");
  }

  private static int recordingBegins(ScriptedLeg leg) {
    return leg.deeds().stream().filter(deed -> deed.startsWith("record")).findFirst().stream()
        .mapToInt(leg.deeds()::indexOf)
        .findFirst()
        .orElse(-1);
  }

  private static Map<String, String> parameters(String verb, ScriptedLeg leg) throws Exception {
    return ((Next.Document) Verbs.execution(verb, leg).perform()).parameters();
  }

  private static PartyEnded talked(int number, long seconds) {
    return new PartyEnded(party(number), Outcome.COMPLETED, seconds, 0, Map.of());
  }

  private static PartyEnded canceled(int number) {
    return new PartyEnded(party(number), Outcome.CANCELED, 0, 0, Map.of());
  }

  private static PartyEnded ended(int number, Outcome outcome, int sipStatus) {
    return new PartyEnded(party(number), outcome, 0, sipStatus, Map.of());
  }
}
