package org.jackfield.interpreter;

import java.util.Map;
import org.jackfield.instruction.Redirect;

/** Redirect: on with another document. */
final class RedirectExecution implements Execution {

  private final Redirect redirect;

  RedirectExecution(Redirect redirect) {
    this.redirect = redirect;
  }

  @Override
  public Next perform() {
    return redirect
        .action()
        .<Next>map(action -> new Next.Document(action, Map.of()))
        .orElseGet(Next.SameDocument::new);
  }
}
