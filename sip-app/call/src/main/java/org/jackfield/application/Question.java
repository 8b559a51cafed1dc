package org.jackfield.application;

import java.util.List;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.CookieJar;

/**
 * A request to an application.
 *
 * @param target absolute, placeholders already filled in; user information and fragment are for the
 *     client and are neither sent nor signed as part of the address
 * @param parameters in order, each name once
 * @param jar what the session has; {@link CookieJar#header} picks what an address gets, at every
 *     hop of a redirection
 * @param idempotencyToken the same for all attempts of one question
 */
public record Question(
    Sid accountSid,
    Sid callSid,
    Target target,
    List<Parameter> parameters,
    CookieJar jar,
    String idempotencyToken) {

  /** Copies the list. */
  public Question {
    parameters = List.copyOf(parameters);
  }

  /** A name and its value, neither encoded. */
  public record Parameter(String name, String value) {}
}
