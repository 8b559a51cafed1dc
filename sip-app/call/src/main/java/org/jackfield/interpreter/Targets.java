package org.jackfield.interpreter;

import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.instruction.Action;

/** An instruction's address as one that can be asked. */
final class Targets {

  private Targets() {}

  static Target of(Action action) {
    return new Target(action.address().toString(), action.method());
  }
}
