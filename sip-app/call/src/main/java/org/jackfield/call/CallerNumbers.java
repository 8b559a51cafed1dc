package org.jackfield.call;

/** Which numbers an account may show to those whom it calls. Any thread; may ask the database. */
@FunctionalInterface
public interface CallerNumbers {

  /** Any number, as networks that check it themselves want it. */
  CallerNumbers ANY = (account, from) -> true;

  /**
   * Whether a call may be made as somebody.
   *
   * @param from a number, {@code sip:} address or {@code client:} name
   */
  boolean mayShow(Sid accountSid, String from);
}
