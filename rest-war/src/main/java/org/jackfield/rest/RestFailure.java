package org.jackfield.rest;

import java.util.Optional;

/** A request that is refused, with what the customer shall know of it. */
public class RestFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  /** With the HTTP status and the documented code. */
  public RestFailure(int status, int code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A parameter that cannot be. */
  public static RestFailure invalid(int code, String message) {
    return new RestFailure(400, code, message);
  }

  /** Nothing is there, or nothing that the visitor may know of. */
  public static RestFailure notFound(String path) {
    return new RestFailure(404, 20404, "The requested resource " + path + " was not found");
  }

  /** Nobody we know. */
  public static RestFailure unknownVisitor() {
    return new RestFailure(401, 20003, "Authenticate");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The documented code. */
  public int code() {
    return code;
  }

  /** As it is shown. */
  Representation shown() {
    return shown(status, code, Optional.ofNullable(getMessage()).orElse(""));
  }

  static Representation shown(int status, int code, String message) {
    return new Representation("RestException")
        .with("code", code)
        .with("message", message)
        .with("more_info", "https://www.twilio.com/docs/errors/" + code)
        .with("status", status);
  }
}
