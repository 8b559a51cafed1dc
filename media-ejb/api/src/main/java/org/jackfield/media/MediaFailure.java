package org.jackfield.media;

import java.util.Optional;

/**
 * Why a sound could not be had: a value, which the router reports to the customer.
 *
 * @param code the documented error code (11200 and on, 13420 ...)
 * @param message what is wrong, and with what; never a secret
 * @param exchange what an origin was asked and answered, where one was asked
 */
public record MediaFailure(int code, String message, Optional<Exchange> exchange) {

  /** Where nobody was asked. */
  public MediaFailure(int code, String message) {
    this(code, message, Optional.empty());
  }

  /** The same failure, of this exchange unless it has one of its own. */
  public MediaFailure after(Exchange asked) {
    return new MediaFailure(code, message, exchange.or(() -> Optional.of(asked)));
  }

  /**
   * A request to an origin and its answer.
   *
   * @param address without credentials
   * @param status 0 where nothing came
   * @param headers a line each
   * @param body empty where it is no text; the beginning of a long one
   */
  public record Exchange(String method, String address, int status, String headers, String body) {}
}
