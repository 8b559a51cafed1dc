package org.jackfield.call;

import java.util.Optional;
import org.jackfield.call.VoiceSettings.Target;

/**
 * Numbers that an account shows to be its own: in a call to them somebody presses the keys that the
 * account was told. Any thread; asks the database.
 */
public interface CallerIdChecks {

  /**
   * Compares the keys that were pressed; if they are right, the number is the account's.
   *
   * @param callSid in which they were pressed: any other than the one of the check shows nothing
   */
  Entry enter(Sid accountSid, Sid callSid, Sid checkSid, String keys);

  /** How a check went, once its call is over; nothing if that call has none of this name. */
  Optional<Verdict> verdict(Sid accountSid, Sid callSid, Sid checkSid);

  /** What is thought of keys. */
  enum Entry {
    /** They are those. */
    RIGHT,
    /** They are not, and others may be tried. */
    WRONG,
    /** They are not, or there is no such check, and no others may be tried. */
    REFUSED
  }

  /**
   * How a check went.
   *
   * @param told who shall be told of it
   * @param callerId the number that is the account's now, if the keys were right
   */
  record Verdict(Optional<Target> told, Optional<Sid> callerId) {}
}
