package org.jackfield.call;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a resource: two letters that say its kind, and 32 hex digits (D11). */
public record Sid(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses what has another form. */
  public Sid {
    if (!FORM.matcher(value).matches()) {
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
    return text.startsWith(kind) && FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
