package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.instruction.Gather;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.media.MediaFailure;
import org.junit.jupiter.api.Test;

/** Gather. */
class GatherExecutionTest {

  private static final String MENU = "<Gather action='/next'><Say>Press</Say></Gather>";

  @Test
  void submitsKeysWhenFinishKeyIsPressed() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new KeyPressed('1'), new KeyPressed('2'), new KeyPressed('#'));

    assertThat(Verbs.execution(MENU, caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "12", "FinishedOnKey", "#")));
  }

  @Test
  void submitsToTheDocumentItselfWithoutAnAction() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('1'));

    assertThat(Verbs.execution("<Gather/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ITSELF, Map.of("Digits", "1")));
  }

  @Test
  void answersAndStartsThePrompts() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears();

    Verbs.execution(MENU, caller).perform();

    assertThat(caller.deeds()).startsWith("answer", "start " + Verbs.read("<Say>Press</Say>"));
  }

  @Test
  void waitsFromTheEndOfThePrompts() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    assertThat(Verbs.execution(MENU, caller).perform()).isEqualTo(new Next.NextInstruction());
    assertThat(caller.patience())
        .containsExactly(PromptExecution.UNTIL_PROMPTS_END, Duration.ofSeconds(5));
  }

  @Test
  void waitsFromTheBeginningWithoutPrompts() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears();

    Verbs.execution("<Gather timeout='9'/>", caller).perform();

    assertThat(caller.patience()).containsExactly(Duration.ofSeconds(9));
  }

  @Test
  void endsThePromptsAtTheFirstKeyAndWaitsForTheNext() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('1'));

    assertThat(Verbs.execution(MENU, caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "1")));
    assertThat(caller.deeds()).contains("stop");
    assertThat(caller.patience())
        .containsExactly(PromptExecution.UNTIL_PROMPTS_END, Duration.ofSeconds(5));
  }

  @Test
  void submitsAsSoonAsThereAreAsManyKeysAsWanted() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('4'), new KeyPressed('2'));

    assertThat(Verbs.execution("<Gather numDigits='2' action='/next'/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "42")));
    assertThat(caller.patience()).hasSize(2);
  }

  @Test
  void takesTheFinishKeyAloneForNothing() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('#'));

    assertThat(Verbs.execution(MENU, caller).perform()).isEqualTo(new Next.NextInstruction());
  }

  @Test
  void takesEveryKeyWithoutAFinishKey() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('#'), new KeyPressed('*'));

    assertThat(Verbs.execution("<Gather finishOnKey='' action='/next'/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "#*")));
  }

  @Test
  void asksTheActionWithoutKeysWhereThatIsWanted() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears();

    assertThat(
            Verbs.execution("<Gather actionOnEmptyResult='true' action='/next'/>", caller)
                .perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "")));
  }

  @Test
  void hearsNoKeysWhereSpeechAloneIsWanted() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('1'));

    assertThat(Verbs.execution("<Gather input='speech'/>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
  }

  @Test
  void goesOnWaitingWhenAPromptCouldNotBeHad() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(
            new PromptsFinished(List.of(new MediaFailure(11200, "gone"))), new KeyPressed('1'));

    assertThat(Verbs.execution(MENU, caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of("Digits", "1")));
  }

  @Test
  void cannotSubmitInADocumentWithoutAnAddress() throws Exception {
    Gather gather =
        new Gather(
            Optional.empty(),
            Duration.ofSeconds(5),
            "#",
            1,
            false,
            Set.of(Gather.Input.KEYS),
            List.of());

    assertThat(new GatherExecution(gather, ScriptedLeg.hears(new KeyPressed('1'))).perform())
        .isInstanceOfSatisfying(
            Next.Failed.class, failed -> assertThat(failed.code()).isEqualTo(11100));
  }
}
