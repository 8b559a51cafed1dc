package org.jackfield.interpreter;

/** Ends any instruction; caught once, in the interpreter. Without a stack trace: it is no error. */
public final class CallInterrupted extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Interruption interruption;

  /** Because of this. */
  public CallInterrupted(Interruption interruption) {
    super(interruption.toString(), null, false, false);
    this.interruption = interruption;
  }

  /** Why. */
  public Interruption interruption() {
    return interruption;
  }
}
