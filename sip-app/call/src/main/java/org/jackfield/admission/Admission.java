package org.jackfield.admission;

import java.util.List;
import java.util.Optional;

/** What a gate says. */
public sealed interface Admission {

  /**
   * He may.
   *
   * @param user who it is, if he has shown it by a password
   */
  record Admitted(Optional<String> user) implements Admission {}

  /** He has to say who he is: values of WWW-Authenticate, in this order (RFC 8760 section 2.3). */
  record Challenged(List<String> challenges) implements Admission {

    /** Keeps the list as it is now. */
    public Challenged {
      challenges = List.copyOf(challenges);
    }
  }

  /** He may not. */
  record Refused(int status, String phrase) implements Admission {}
}
