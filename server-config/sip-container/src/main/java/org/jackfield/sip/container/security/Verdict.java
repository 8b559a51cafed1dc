package org.jackfield.sip.container.security;

/** What came of an attempt. */
public sealed interface Verdict {

  /** The sender is who it says. */
  record Verified(Caller caller) implements Verdict {}

  /** No credentials for our realm: challenge. */
  record Missing() implements Verdict {}

  /** The nonce is too old, not ours, or was used up: challenge with stale=true. */
  record Stale() implements Verdict {}

  /** Unknown user, wrong password or no right to log in, which the sender cannot tell apart. */
  record Refused() implements Verdict {}

  /** Too many wrong answers: nothing is checked, for a minute. */
  record Barred() implements Verdict {}

  /** Credentials that break their grammar. */
  record Malformed(String reason) implements Verdict {}

  /** Users cannot be looked up now. */
  record Unavailable() implements Verdict {}
}
