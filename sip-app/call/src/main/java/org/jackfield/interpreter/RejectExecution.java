package org.jackfield.interpreter;

import org.jackfield.call.Rejection;
import org.jackfield.instruction.Reject;

/** Reject: a call that is not answered is not taken, one that is answered ends. */
final class RejectExecution implements Execution {

  private final Reject reject;
  private final Leg leg;

  RejectExecution(Reject reject, Leg leg) {
    this.reject = reject;
    this.leg = leg;
  }

  @Override
  public Next perform() {
    leg.reject(
        switch (reject.reason()) {
          case BUSY -> Rejection.BUSY;
          case REJECTED -> Rejection.REJECTED;
        });
    return new Next.End();
  }
}
