package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.application.Question;
import org.jackfield.call.CallFacts;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Remembered;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.SessionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D14, P3.5, P3.6: in which later calls cookies come back. */
class SessionsOfCallsTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"PAIR, true, true", "ORDERED_PAIR, true, false", "CALL, false, false"})
  void areSharedAsTheApplicationWants(Remembered remembered, boolean again, boolean calledBack) {
    SessionKey first = key(remembered, Stage.ACCOUNT, "+15550001", "+15550002", "/start");

    assertThat(key(remembered, Stage.ACCOUNT, "+15550001", "+15550002", "/start").equals(first))
        .isEqualTo(again);
    assertThat(key(remembered, Stage.ACCOUNT, "+15550002", "+15550001", "/start").equals(first))
        .isEqualTo(calledBack);
  }

  @ParameterizedTest
  @CsvSource({"PAIR", "ORDERED_PAIR", "CALL"})
  void areNeverSharedByAccountsCallersNumbersOrApplications(Remembered remembered) {
    SessionKey first = key(remembered, Stage.ACCOUNT, "+15550001", "+15550002", "/start");

    assertThat(first)
        .isNotEqualTo(key(remembered, Sid.random("AC"), "+15550001", "+15550002", "/start"))
        .isNotEqualTo(key(remembered, Stage.ACCOUNT, "+15550003", "+15550002", "/start"))
        .isNotEqualTo(key(remembered, Stage.ACCOUNT, "+15550001", "+15550003", "/start"))
        .isNotEqualTo(key(remembered, Stage.ACCOUNT, "+15550001", "+15550002", "/other"));
  }

  @Test
  void areFoundAgainWhateverTheQueryAndThePasswordOfTheAddress() {
    assertThat(
            Conversation.keyOf(
                facts(Stage.ACCOUNT, "+15550001", "+15550002"),
                voice(Remembered.PAIR, "http://joe:pw@app.example.com/start?a=1#rc=2")))
        .isEqualTo(key(Remembered.PAIR, Stage.ACCOUNT, "+15550001", "+15550002", "/start"));
  }

  @Test
  void bringTheCookieIntoTheFirstRequestOfTheNextCall() throws Exception {
    assertThat(cookiesOfTheSecondCall(Remembered.PAIR)).isEqualTo("CookieJar[visit]");
  }

  @Test
  void keepTheCookieToTheCallWhereTheApplicationWantsThat() throws Exception {
    assertThat(cookiesOfTheSecondCall(Remembered.CALL)).isEqualTo("CookieJar[]");
  }

  private String cookiesOfTheSecondCall(Remembered remembered) throws Exception {
    stage.answering(
        "/start",
        question ->
            Stage.document(
                question, "<Response><Redirect>/next</Redirect></Response>", "visit=7; Path=/"));
    stage.page("/next", "<Say>Hi</Say>");
    stage.awaitOutcome(stage.calls(voice(remembered, Stage.HOME + "/start")));
    stage.awaitOutcome(stage.calls(voice(remembered, Stage.HOME + "/start")));

    // Within a call it is there in any case
    List<Question> next = stage.asked("/next");
    assertThat(next)
        .extracting(question -> question.jar().toString())
        .containsOnly("CookieJar[visit]");
    return stage.asked("/start").get(1).jar().toString();
  }

  private static SessionKey key(
      Remembered remembered, Sid account, String from, String to, String path) {
    return Conversation.keyOf(facts(account, from, to), voice(remembered, Stage.HOME + path));
  }

  private static VoiceSettings voice(Remembered remembered, String address) {
    return new VoiceSettings(
        Optional.of(new Target(address, "POST")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        remembered);
  }

  private static CallFacts facts(Sid account, String from, String to) {
    return new CallFacts(
        Sid.random("CA"),
        account,
        from,
        to,
        Direction.INBOUND,
        Stage.NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
