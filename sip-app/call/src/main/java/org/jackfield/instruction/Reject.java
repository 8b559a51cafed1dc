package org.jackfield.instruction;

/** Do not take the call. */
public record Reject(Reason reason) implements Instruction {

  /** As what the caller is to hear it. */
  public enum Reason {
    /** As if nobody were there. */
    REJECTED,
    /** As if the line were busy. */
    BUSY
  }
}
