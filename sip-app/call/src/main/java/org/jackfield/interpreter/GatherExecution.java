package org.jackfield.interpreter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.instruction.Gather;
import org.jackfield.instruction.Gather.Input;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.interpreter.LegEvent.Silence;

/**
 * Gather. The time-out runs from the end of the prompts, or from the last key; the first key ends
 * the prompts.
 */
final class GatherExecution implements Execution {

  private final Gather gather;
  private final Leg leg;
  private final StringBuilder keys = new StringBuilder();

  GatherExecution(Gather gather, Leg leg) {
    this.gather = gather;
    this.leg = leg;
  }

  @Override
  public Next perform() throws CallInterrupted {
    leg.answer();
    leg.start(gather.prompts());
    Duration patience =
        gather.prompts().isEmpty() ? gather.timeout() : PromptExecution.UNTIL_PROMPTS_END;
    while (true) {
      switch (leg.await(patience)) {
        case KeyPressed(char key) when !gather.inputs().contains(Input.KEYS) -> {
          // Only what is said counts
        }
        case KeyPressed(char key) when gather.finishOnKey().indexOf(key) >= 0 -> {
          leg.stopPrompts();
          return submit(String.valueOf(key));
        }
        case KeyPressed(char key) -> {
          leg.stopPrompts();
          keys.append(key);
          if (keys.length() >= gather.numDigits()) {
            return submit("");
          }
          patience = gather.timeout();
        }
        case PromptsFinished finished -> patience = gather.timeout();
        case Silence silence -> {
          leg.stopPrompts();
          return submit("");
        }
      }
    }
  }

  private Next submit(String finishedOnKey) {
    if (keys.isEmpty() && !gather.actionOnEmptyResult()) {
      return new Next.NextInstruction();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Digits", keys.toString());
    if (!finishedOnKey.isEmpty()) {
      parameters.put("FinishedOnKey", finishedOnKey);
    }
    return Actions.ask(gather.action(), "Gather", parameters);
  }
}
