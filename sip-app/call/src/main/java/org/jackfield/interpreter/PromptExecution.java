package org.jackfield.interpreter;

import java.time.Duration;
import java.util.List;
import org.jackfield.instruction.Pause;
import org.jackfield.instruction.Prompt;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.interpreter.LegEvent.Silence;

/** Say, Play and Pause: heard to the end, whatever keys are pressed. */
final class PromptExecution implements Execution {

  /** As long as any call may last: the prompts end by themselves. */
  static final Duration UNTIL_PROMPTS_END = Duration.ofHours(24);

  private final Prompt prompt;
  private final Leg leg;

  PromptExecution(Prompt prompt, Leg leg) {
    this.prompt = prompt;
    this.leg = leg;
  }

  @Override
  public Next perform() throws CallInterrupted {
    // A pause before the first sound lets the phone ring on
    if (!(prompt instanceof Pause)) {
      leg.answer();
    }
    leg.start(List.of(prompt));
    return untilHeard(leg);
  }

  static Next untilHeard(Leg leg) throws CallInterrupted {
    while (true) {
      switch (leg.await(UNTIL_PROMPTS_END)) {
        case KeyPressed key -> {
          // Nobody asked for keys
        }
        case PromptsFinished finished -> {
          return finished.failures().isEmpty()
              ? new Next.NextInstruction()
              : new Next.SoundFailed(finished.failures().getFirst());
        }
        case Silence silence -> {
          leg.stopPrompts();
          return new Next.NextInstruction();
        }
      }
    }
  }
}
