package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.media.MediaFailure;
import org.junit.jupiter.api.Test;

/** As docs/manual/play.md says. */
class PlayExecutionTest {

  @Test
  void plays() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    Verbs.execution("<Play loop='2'>a.wav</Play>", caller).perform();

    assertThat(caller.deeds())
        .containsExactly("answer", "start " + Verbs.read("<Play loop='2'>a.wav</Play>"));
  }

  @Test
  void playsOnWhateverKeysArePressed() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('1'), new PromptsFinished());

    assertThat(Verbs.execution("<Play>a.wav</Play>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).doesNotContain("stop");
  }

  @Test
  void tellsThatASoundCouldNotBeHad() throws Exception {
    MediaFailure failure = new MediaFailure(11200, "http://app.example.com/a.wav answered 404");
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished(List.of(failure)));

    assertThat(Verbs.execution("<Play>a.wav</Play>", caller).perform())
        .isEqualTo(new Next.SoundFailed(failure));
  }

  @Test
  void pressesKeys() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new PromptsFinished());

    assertThat(Verbs.execution("<Play digits='w12'/>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).containsExactly("answer", "press w12");
  }
}
