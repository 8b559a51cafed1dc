package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** P1.8, P1.9, P1.11: files on a plain web server are an application. */
class StaticApplicationsTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void areAMenuOfTwoStepsByTheirAddresses() throws Exception {
    stage
        .page("/start", "<Gather numDigits='1' method='GET' action='/menu/{Digits}.xml'/>")
        .page("/menu/2.xml", "<Gather numDigits='1' method='GET' action='2/{Digits}.xml?at={To}'/>")
        .page("/menu/2/7.xml?at=%2B15550002", "<Say>Opening hours</Say>");
    StageLine caller = stage.calls();
    caller.awaits("answer");

    caller.sound.presses("2");
    stage.awaitQuestion("/menu/2.xml");
    Await.until(
        "keys are awaited",
        () ->
            stage
                .sessions
                .checkpoint(caller.facts.sid().value())
                .filter(checkpoint -> checkpoint.base().endsWith("/menu/2.xml"))
                .isPresent());
    caller.sound.presses("7");

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.asked("/menu/2.xml").getFirst().target().method()).isEqualTo("GET");
    assertThat(stage.fetched).singleElement().asString().contains("Opening hours");
  }

  @Test
  void haveTheCallInTheirFirstAddress() throws Exception {
    stage.page("/to/%2B15550002/from/%2B15550001.xml", "<Hangup/>");

    assertThat(
            stage.awaitOutcome(
                stage.calls(
                    new VoiceSettings(
                        Optional.of(
                            new Target(Stage.HOME + "/to/{To}/from/{From}{FromCity}.xml", "GET")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))))
        .isEqualTo("completed");
  }

  @Test
  void mayBeASoundForAResultToo() throws Exception {
    stage
        .page("/start", "<Gather numDigits='1' action='/bye.mp3'/>")
        .answering("/bye.mp3", StaticApplicationsTest::sound);
    StageLine caller = stage.calls();
    caller.awaits("answer");

    caller.sound.presses("1");

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.fetched).singleElement().asString().contains("bye.mp3");
  }

  @Test
  void mayBePlainTextForAResultToo() throws Exception {
    stage
        .page("/start", "<Gather numDigits='1' action='/bye.txt'/>")
        .answering("/bye.txt", question -> Stage.text(question, "text/plain", "Good bye"));
    StageLine caller = stage.calls();
    caller.awaits("answer");

    caller.sound.presses("1");

    assertThat(stage.awaitOutcome(caller)).isEqualTo("completed");
    assertThat(stage.fetched).singleElement().asString().contains("Good bye");
  }

  private static Answer sound(Question question) {
    return new Answer.Sound(
        "audio/mpeg", URI.create(Stage.HOME + "/bye.mp3"), List.of(), Stage.exchange(question));
  }
}
