package org.jackfield.call;

/** A call cannot be placed: the customer's mistake, or no room left. */
public class CallRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  /** With a documented code and a message that says what would have been right. */
  public CallRefused(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The documented code. */
  public int code() {
    return code;
  }
}
