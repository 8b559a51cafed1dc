package org.jackfield.registration;

import java.util.Locale;

/**
 * A user of a SIP domain: the address of record under which its phones are known.
 *
 * @param user as it is written without escapes; upper and lower case differ
 * @param domain in lower case
 */
public record UserAddress(String user, String domain) {

  /** Of these names. */
  public UserAddress {
    domain = domain.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return user + "@" + domain;
  }
}
