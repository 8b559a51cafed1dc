package org.jackfield.sip.container.security;

import java.util.Optional;

/** Where the secrets of users are kept. */
public interface Passwords {
  /** Nobody is known. */
  Passwords NONE =
      new Passwords() {
        @Override
        public boolean support(DigestAlgorithm algorithm) {
          return false;
        }

        @Override
        public Found find(String user, String realm, DigestAlgorithm algorithm) {
          return new Unknown();
        }

        @Override
        public void rehearse(String user, String realm, DigestAlgorithm algorithm) {
          // there is nothing to look up
        }
      };

  /** Whether there can be secrets for this algorithm at all; one that has none is not offered. */
  boolean support(DigestAlgorithm algorithm);

  /** Looks a user up. May wait for a database. */
  Found find(String user, String realm, DigestAlgorithm algorithm);

  /**
   * Takes as long as {@link #find} and leaves no trace, for answers that must not differ in time.
   */
  void rehearse(String user, String realm, DigestAlgorithm algorithm);

  /** What a look-up gave. */
  sealed interface Found {}

  /** There is no such user, or none that can be checked by this algorithm. */
  record Unknown() implements Found {}

  /** The place where users are kept does not answer. */
  record Unavailable() implements Found {}

  /** A user; exactly one of its methods after {@link #secret()} is called, once. */
  non-sealed interface Account extends Found {
    /** The hash of user, realm and password. */
    byte[] secret();

    /** The answer was right; empty if this user may not log in all the same. */
    Optional<Caller> admit();

    /** The answer was wrong. */
    void refuse();
  }
}
