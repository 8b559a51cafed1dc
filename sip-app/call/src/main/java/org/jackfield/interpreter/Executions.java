package org.jackfield.interpreter;

import org.jackfield.instruction.Dial;
import org.jackfield.instruction.Gather;
import org.jackfield.instruction.Hangup;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.PressKeys;
import org.jackfield.instruction.Prompt;
import org.jackfield.instruction.Record;
import org.jackfield.instruction.Redirect;
import org.jackfield.instruction.Refer;
import org.jackfield.instruction.Reject;

/** Finds who performs an instruction. */
final class Executions {

  private final Leg leg;
  private final Reports reports;

  Executions(Leg leg, Reports reports) {
    this.leg = leg;
    this.reports = reports;
  }

  Execution of(Instruction instruction) {
    return switch (instruction) {
      case Prompt prompt -> new PromptExecution(prompt, leg);
      case PressKeys keys -> new PressKeysExecution(keys, leg);
      case Gather gather -> new GatherExecution(gather, leg);
      case Record record -> new RecordExecution(record, leg, reports);
      case Redirect redirect -> new RedirectExecution(redirect);
      case Reject reject -> new RejectExecution(reject, leg);
      case Hangup hangup -> Next.End::new;
      case Dial dial -> new DialExecution(dial, leg, reports);
      case Refer refer -> new ReferExecution(refer, leg);
    };
  }
}
