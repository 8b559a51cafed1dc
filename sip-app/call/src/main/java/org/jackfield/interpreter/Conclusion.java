package org.jackfield.interpreter;

/** How the instructions of a call came to their end. */
enum Conclusion {
  /** The last document has been performed to its last instruction. */
  PERFORMED,
  /** An instruction ended the call. */
  HUNG_UP,
  /** The application had no answer that could be performed. */
  FAILED,
  /** The call was over, or was to end, before. */
  INTERRUPTED
}
