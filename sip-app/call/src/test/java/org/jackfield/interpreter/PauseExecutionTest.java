package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.junit.jupiter.api.Test;

/** As docs/manual/pause.md says. */
class PauseExecutionTest {

  @Test
  void pausesWithoutTakingTheCall() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    assertThat(Verbs.execution("<Pause length='3'/>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).doesNotContain("answer");
  }

  @Test
  void pausesOnWhateverKeysArePressed() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('1'), new PromptsFinished());

    assertThat(Verbs.execution("<Pause/>", caller).perform()).isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).doesNotContain("stop");
  }
}
