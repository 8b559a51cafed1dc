package org.jackfield.sip.container.security;

/** The way in which the senders of an application's requests prove who they are. */
@FunctionalInterface
public interface Authenticator {
  /**
   * Finds out who sends a request.
   *
   * @return a pass with the caller, or what to answer to who is not known
   */
  Gatekeeper.Ruling authenticate(Gatekeeper.Knock knock, Challenger challenger);
}
