package org.jackfield.admission;

/**
 * What is kept of a password: user, realm and password as one hash in hex (RFC 7616 section 3.4.2).
 * Never logged.
 */
public record Ha1(String sha256, String md5) {
  @Override
  public String toString() {
    return "Ha1[]";
  }
}
