package org.jackfield.media;

/** A description cannot be taken, or no port is left: nothing has been opened. */
public class MediaRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The text is no session description. */
    MALFORMED,
    /** It has no codec, transport or address that we can serve. */
    NOT_ACCEPTABLE,
    /** All ports of the range are in use, or the system gives none. */
    NO_PORT_LEFT
  }

  private final Reason reason;

  /** With a message that names the thing and what would have been right. */
  public MediaRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The same, with what has led to it. */
  public MediaRefused(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
