package org.jackfield.sip.container.admission;

/** What becomes of a message that has just come in. */
public enum Verdict {
  /** It is served. */
  ADMIT,
  /** It is answered 503. */
  REFUSE,
  /** It is the ACK to a refusal and has done its work. */
  SWALLOW,
  /** There is no room left; its sender will send it again. */
  DROP
}
