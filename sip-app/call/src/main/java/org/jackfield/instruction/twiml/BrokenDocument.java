package org.jackfield.instruction.twiml;

import org.jackfield.instruction.DocumentReader.Broken;

/** A text is no document; never leaves this package. */
final class BrokenDocument extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Broken broken;

  BrokenDocument(int code, String message, int line, int column) {
    super(message, null, false, false);
    this.broken = new Broken(code, message, line, column);
  }

  Broken broken() {
    return broken;
  }
}
