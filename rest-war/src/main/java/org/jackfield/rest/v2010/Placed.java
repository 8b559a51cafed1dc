package org.jackfield.rest.v2010;

import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls;
import org.jackfield.rest.RestFailure;

/** Calls that were placed, or why not. */
final class Placed {

  /** There is no room, or not yet: it may be tried again. */
  private static final int NOT_NOW = 20429;

  private Placed() {}

  static CallRecord by(Calls calls, Calls.Order order) {
    try {
      return calls.place(order);
    } catch (CallRefused refused) {
      String message = Optional.ofNullable(refused.getMessage()).orElse("Refused");
      throw refused.code() == NOT_NOW
          ? RestFailure.later(429, NOT_NOW, message)
          : RestFailure.invalid(refused.code(), message);
    }
  }
}
