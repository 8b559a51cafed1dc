package org.jackfield.media;

import java.util.Optional;
import org.jackfield.media.MediaFailure.Exchange;

/**
 * A failure as the body of an HTTP answer (RFC 8259), written and read by us: a flat object whose
 * names are not repeated within.
 */
public final class FailureText {

  private FailureText() {}

  /** Writes it, all in one line. */
  public static String write(MediaFailure failure) {
    StringBuilder text = new StringBuilder("{\"code\":").append(failure.code());
    text.append(',').append(pair("message", failure.message()));
    failure
        .exchange()
        .ifPresent(exchange ->
            text.append(",\"status\":")
                .append(exchange.status())
                .append(',')
                .append(pair("method", exchange.method()))
                .append(',')
                .append(pair("address", exchange.address()))
                .append(',')
                .append(pair("headers", exchange.headers()))
                .append(',')
                .append(pair("body", exchange.body())));
    return text.append('}').toString();
  }

  /**
   * Reads it.
   *
   * @param code what the answer says besides
   * @param otherwise the message where the text has none
   */
  public static MediaFailure read(String text, int code, String otherwise) {
    return new MediaFailure(
        code,
        string(text, "message").orElse(otherwise),
        string(text, "address")
            .map(address ->
                new Exchange(
                    string(text, "method").orElse("GET"),
                    address,
                    number(text),
                    string(text, "headers").orElse(""),
                    string(text, "body").orElse(""))));
  }

  private static String pair(String name, String value) {
    return JsonString.quoted(name) + ":" + JsonString.quoted(value);
  }

  // A quote within a string has a backslash before it, so that no name is found there
  private static Optional<String> string(String text, String name) {
    String begin = "\"" + name + "\":\"";
    int at = text.indexOf(begin);
    if (at < 0) {
      return Optional.empty();
    }
    StringBuilder value = new StringBuilder();
    for (int i = at + begin.length(); i < text.length() && text.charAt(i) != '"'; i++) {
      char c = text.charAt(i);
      if (c == '\\' && text.startsWith("u00", i + 1) && i + 5 < text.length()) {
        // Control characters alone are written so
        value.append(
            (char)
                (Character.digit(text.charAt(i + 4), 16) * 16
                    + Character.digit(text.charAt(i + 5), 16)));
        i += 5;
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        value.append(text.charAt(i));
      } else {
        value.append(c);
      }
    }
    return Optional.of(value.toString());
  }

  private static int number(String text) {
    String begin = ",\"status\":";
    int at = text.indexOf(begin) + begin.length();
    int end = at;
    while (end < text.length() && end < at + 3 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return at < begin.length() || end == at ? 0 : Integer.parseInt(text.substring(at, end));
  }
}
