package org.jackfield.interpreter;

import org.jackfield.instruction.PressKeys;

/** Play with digits. */
final class PressKeysExecution implements Execution {

  private final PressKeys keys;
  private final Leg leg;

  PressKeysExecution(PressKeys keys, Leg leg) {
    this.keys = keys;
    this.leg = leg;
  }

  @Override
  public Next perform() throws CallInterrupted {
    leg.answer();
    leg.press(keys.keys());
    return PromptExecution.untilHeard(leg);
  }
}
