package org.jackfield.sip.container.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The quality of protection: the request line alone, or the body as well. */
public enum Qop {
  AUTH("auth"),
  AUTH_INT("auth-int");

  private final String token;

  Qop(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }

  static Optional<Qop> named(String token) {
    String wanted = token.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(qop -> qop.token.equals(wanted)).findFirst();
  }
}
