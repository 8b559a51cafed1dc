package org.jackfield.interpreter;

import org.jackfield.call.CallFacts;
import org.jackfield.call.Ceilings;
import org.jackfield.interpreter.Leg.Referred;

/**
 * Who is sent elsewhere: how far a {@link Leg#refer} of ours has come, and whether the far end may
 * ask for one. The call's own thread only.
 */
final class Referral {

  private static final int FORBIDDEN = 403;

  private final CallFacts call;
  private final Ceilings ceilings;
  private final Notebook notebook;
  private int sipStatus;
  private int notifiedStatus;
  private boolean fromThere;

  Referral(CallFacts call, Ceilings ceilings, Notebook notebook) {
    this.call = call;
    this.ceilings = ceilings;
    this.notebook = notebook;
  }

  /** Whether the far end may send the other party elsewhere. */
  void mayComeFromThere(boolean may) {
    fromThere = may;
  }

  /** The far end wants to send the other party elsewhere. */
  void wanted(String target, Line line, LegEvents events) {
    if (fromThere) {
      line.acceptTransfer();
      events.add(new LegEvent.TransferAsked(target));
    } else {
      line.refuseTransfer();
    }
  }

  /**
   * Sends the far end elsewhere, or answers in its stead where the account may not call there: who
   * is sent to a number may be a provider of ours, who bills us for it.
   */
  void begin(String target, Line line) {
    sipStatus = 0;
    notifiedStatus = 0;
    if (ceilings.of(call.accountSid()).allows(target)) {
      line.refer(target);
    } else {
      sipStatus = FORBIDDEN;
      notebook.error(
          Outgoing.NOT_ALLOWED_BY_DIAL, "The account is not allowed to send a call to " + target);
    }
  }

  void heard(int status, boolean notified) {
    if (notified) {
      notifiedStatus = status;
    } else {
      sipStatus = status;
    }
  }

  /** A NOTIFY of 200 and more is the last (RFC 3515 section 2.4.5), as is a refusal. */
  boolean isOver() {
    return sipStatus >= 300 || notifiedStatus >= 200;
  }

  Referred result() {
    return new Referred(sipStatus, notifiedStatus);
  }
}
