package org.jackfield.sip.container.security;

/** A header does not follow its grammar; the message names the fault, fit for a 400's reason. */
public final class MalformedHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  MalformedHeaderException(String reason) {
    // What a stranger sends must not cost a stack trace.
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
