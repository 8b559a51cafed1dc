package org.jackfield.instruction.twiml;

/** A part of a document. */
sealed interface Node permits Element, Node.Text {

  /** Characters. */
  record Text(String content) implements Node {}
}
