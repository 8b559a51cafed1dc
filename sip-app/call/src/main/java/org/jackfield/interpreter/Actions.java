package org.jackfield.interpreter;

import java.util.Map;
import java.util.Optional;
import org.jackfield.instruction.Action;

/** Where results go. */
final class Actions {

  private static final int INVALID_ADDRESS = 11100;

  private Actions() {}

  /** The action, or the application's mistake: a document without an address cannot be asked. */
  static Next ask(Optional<Action> action, String verb, Map<String, String> parameters) {
    return action
        .<Next>map(target -> new Next.Document(target, parameters))
        .orElseGet(() ->
            new Next.Failed(
                INVALID_ADDRESS,
                "<" + verb + "> needs an absolute action in a document without an address"));
  }
}
