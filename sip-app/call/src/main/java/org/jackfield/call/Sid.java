package org.jackfield.call;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The name of a resource: two letters that say its kind, and 32 hex digits (D11). */
public record Sid(String value) {

  private static final int LENGTH = 34;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses what has another form. */
  public Sid {
    if (!isOne(value)) {
      throw new IllegalArgumentException("A SID is two letters and 32 hex digits: " + value);
    }
  }

  /** A name that nothing has yet. */
  public static Sid random(String kind) {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new Sid(kind + HexFormat.of().formatHex(bytes));
  }

  /** Whether a text has the form of a SID of this kind. */
  public static boolean isOne(String kind, String text) {
    return text.startsWith(kind) && isOne(text);
  }

  /** By hand, as a page of calls has hundreds of them. */
  private static boolean isOne(String text) {
    if (text.length() != LENGTH || !isCapital(text.charAt(0)) || !isCapital(text.charAt(1))) {
      return false;
    }
    for (int i = 2; i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  @Override
  public String toString() {
    return value;
  }
}
