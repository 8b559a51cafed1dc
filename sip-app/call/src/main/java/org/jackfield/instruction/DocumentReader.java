package org.jackfield.instruction;

import java.net.URI;
import java.util.Optional;

/** Reads what an application answered. Any thread. */
public interface DocumentReader {

  /**
   * Reads a document.
   *
   * @param base where it came from, nothing if it came with the order for the call
   */
  Reading read(String text, Optional<URI> base);

  /** What came of it. */
  sealed interface Reading {}

  /** It can be performed. */
  record Understood(Document document) implements Reading {}

  /**
   * It cannot.
   *
   * @param code documented: 11750, 11770, 12100, 12101, 12102
   * @param line from 1, 0 where there is none
   * @param column from 1, 0 where there is none
   */
  record Broken(int code, String message, int line, int column) implements Reading {}
}
