package org.jackfield.sip.container.ban;

import java.util.Locale;

/** Why somebody is banned. */
public enum Grounds {
  /** Credentials that were wrong, in answer to a challenge given to that very address. */
  LOGIN,
  /** Users, numbers and domains that do not exist. */
  UNKNOWN,
  /** What is no SIP message. */
  MALFORMED,
  /** A program that is made for finding servers and passwords. */
  SCANNER;

  /** As it is logged. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
