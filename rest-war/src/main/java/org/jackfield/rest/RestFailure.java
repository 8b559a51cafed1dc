package org.jackfield.rest;

import java.util.Map;
import java.util.Optional;

/** A request that is refused, with what the customer shall know of it. */
public class RestFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Seconds. */
  private static final String SOON = "1";

  private final int status;
  private final int code;
  private final Map<String, String> headers;

  /** With the HTTP status and the documented code. */
  public RestFailure(int status, int code, String message) {
    this(status, code, message, Map.of());
  }

  private RestFailure(int status, int code, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** What can be had in a moment. */
  public static RestFailure later(int status, int code, String message) {
    return new RestFailure(status, code, message, Map.of("Retry-After", SOON));
  }

  /** A verb that is not for this place. */
  public static RestFailure notAllowed(String message, String allowed) {
    return new RestFailure(405, 20004, message, Map.of("Allow", allowed));
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

  /** What is said besides. */
  Map<String, String> headers() {
    return headers;
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
