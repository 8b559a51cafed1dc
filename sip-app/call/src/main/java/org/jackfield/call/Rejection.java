package org.jackfield.call;

/** How a call that came in is not taken. */
public enum Rejection {
  /** As if the line were busy. */
  BUSY(486, Outcome.BUSY),
  /** As if nobody were there. */
  REJECTED(603, Outcome.NO_ANSWER),
  /** Its application could not be asked. */
  UNAVAILABLE(480, Outcome.FAILED),
  /** A mistake of ours. */
  BROKEN(500, Outcome.FAILED);

  private final int sipStatus;
  private final Outcome outcome;

  Rejection(int sipStatus, Outcome outcome) {
    this.sipStatus = sipStatus;
    this.outcome = outcome;
  }

  /** The status that the caller's phone is told (RFC 3261 section 21). */
  public int sipStatus() {
    return sipStatus;
  }

  /** How the call ended, as applications are told. */
  public Outcome outcome() {
    return outcome;
  }
}
