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

  /** How a field is compared. */
  public enum Comparison {
    /** It is the value. */
    EQUAL("="),
    /** It is less or earlier. */
    LESS("<"),
    /** It is not less and not earlier. */
    AT_LEAST(">=");

    final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }
}
