package org.jackfield.call;

import java.time.Duration;
import java.time.Instant;

/** How far the calls of accounts may go, and how far they have gone. Any thread. */
public interface Ceilings {

  /** No account has a ceiling. */
  Ceilings NONE =
      new Ceilings() {
        @Override
        public Ceiling of(Sid accountSid) {
          return Ceiling.NONE;
        }

        @Override
        public Duration talked(Sid accountSid, Instant since) {
          return Duration.ZERO;
        }
      };

  /** That of an account; from memory as a rule. */
  Ceiling of(Sid accountSid);

  /**
   * How long the calls that an account placed from a moment on have lasted, as far as they have
   * ended and are written down; asks the database.
   */
  Duration talked(Sid accountSid, Instant since);
}
