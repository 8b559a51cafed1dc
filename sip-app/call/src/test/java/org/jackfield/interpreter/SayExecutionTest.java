package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.media.MediaFailure;
import org.junit.jupiter.api.Test;

/** As docs/manual/say.md says. */
class SayExecutionTest {

  @Test
  void answersAndSaysToTheEnd() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    assertThat(Verbs.execution("<Say>Welcome</Say>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds())
        .containsExactly("answer", "start " + Verbs.read("<Say>Welcome</Say>"));
  }

  @Test
  void saysOnWhateverKeysArePressed() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new KeyPressed('1'), new KeyPressed('#'), new PromptsFinished());

    assertThat(Verbs.execution("<Say>Welcome</Say>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).doesNotContain("stop");
  }

  @Test
  void saysAsOftenAsWanted() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    Verbs.execution("<Say loop='2' voice='alice' language='de-DE'>Hallo</Say>", caller).perform();

    assertThat(caller.deeds())
        .containsExactly(
            "answer",
            "start " + Verbs.read("<Say loop='2' voice='alice' language='de-DE'>Hallo</Say>"));
  }

  @Test
  void tellsThatATextCouldNotBeSpoken() throws Exception {
    MediaFailure failure = new MediaFailure(13520, "No voice 'x' speaks 'en-US' here");
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished(List.of(failure)));

    assertThat(Verbs.execution("<Say voice='x'>Welcome</Say>", caller).perform())
        .isEqualTo(new Next.SoundFailed(failure));
  }

  @Test
  void endsWhenTheCallerHangsUp() {
    ScriptedLeg caller = ScriptedLeg.hears().then(new Interruption.CallEnded());

    assertThatThrownBy(() -> Verbs.execution("<Say>Welcome</Say>", caller).perform())
        .isInstanceOf(CallInterrupted.class);
  }
}
