package org.jackfield.call;

import java.time.Instant;
import java.util.Optional;

/**
 * What went wrong with a call, for the customer to read.
 *
 * @param warning whether the call went on as if nothing had been
 * @param code documented
 * @param exchange the request that led to it, without credentials, and what was answered, cut to 64
 *     KiB
 */
public record Notification(
    Sid sid,
    Sid accountSid,
    Sid callSid,
    Instant at,
    boolean warning,
    int code,
    String message,
    Optional<Exchange> exchange) {

  /** A request to an application and its answer. */
  public record Exchange(
      String method, String address, String parameters, int status, String headers, String body) {}
}
