package org.jackfield.account;

/**
 * What the things of a list have in common.
 *
 * @param field of the entity; a constant of ours, never what somebody sent
 */
public record Condition(String field, Comparison comparison, Object value) {

  /** A field is as given. */
  public static Condition is(String field, Object value) {
    return new Condition(field, Comparison.EQUAL, value);
  }

  /** A number has digits as given in a row, where {@code *} stands for any one of them. */
  public static Condition contains(String field, String part) {
    String digits = part.replaceAll("[^0-9+*]", "").replace('*', '_');
    return new Condition(field, Comparison.LIKE, "%" + digits + "%");
  }

  /** How a field is compared. */
  public enum Comparison {
    /** It is the value. */
    EQUAL("="),
    /** It is less or earlier. */
    LESS("<"),
    /** It is not less and not earlier. */
    AT_LEAST(">="),
    /** It is like the value, in the manner of SQL. */
    LIKE("like");

    final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }
}
