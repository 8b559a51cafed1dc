package org.jackfield.sip.container.descriptor;

/** What is wrong in an application's declarations, where, and what would have been right. */
public final class SipDescriptorException extends Exception {
  private static final long serialVersionUID = 1L;

  public SipDescriptorException(String message) {
    super(message);
  }

  public SipDescriptorException(String message, Throwable cause) {
    super(message, cause);
  }
}
