package org.jackfield.instruction;

import java.util.List;

/** What an application answered: instructions in order, and what was wrong with them. */
public record Document(List<Instruction> instructions, List<Warning> warnings) {

  /** Copies the lists. */
  public Document {
    instructions = List.copyOf(instructions);
    warnings = List.copyOf(warnings);
  }
}
