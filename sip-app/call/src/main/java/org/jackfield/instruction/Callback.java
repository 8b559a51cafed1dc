package org.jackfield.instruction;

import java.util.Set;

/**
 * An address that is told of events beside the instructions.
 *
 * @param events in the words of the manual page, e.g. {@code completed}
 */
public record Callback(Action action, Set<String> events) {

  /** Copies the set. */
  public Callback {
    events = Set.copyOf(events);
  }
}
