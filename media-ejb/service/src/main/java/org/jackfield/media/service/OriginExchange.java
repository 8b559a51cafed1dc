package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jackfield.media.MediaFailure.Exchange;

/** What an origin was asked and answered, for the customer to read. */
final class OriginExchange {

  /** Characters of a text that says what is wrong. */
  private static final int MOST = 16 * 1_024;

  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/(.*\\+)?(json|xml)\\b.*");

  private OriginExchange() {}

  /** Nothing came. */
  static Exchange unanswered(URI address) {
    return new Exchange("GET", address.toString(), 0, "", "");
  }

  /** What came is not read. */
  static Exchange unread(URI address, HttpResponse<?> response) {
    return new Exchange(
        "GET", address.toString(), response.statusCode(), lines(response.headers()), "");
  }

  /** What came is read to its end, or as far as it is shown. */
  static Exchange read(URI address, HttpResponse<InputStream> response) {
    return new Exchange(
        "GET",
        address.toString(),
        response.statusCode(),
        lines(response.headers()),
        isText(response.headers()) ? text(response.body()) : "");
  }

  private static boolean isText(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return TEXT.matcher(type).matches() && headers.firstValue("Content-Encoding").isEmpty();
  }

  private static String text(InputStream body) {
    try {
      return new String(body.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      System.getLogger(OriginExchange.class.getName())
          .log(Level.DEBUG, "What an origin says is wrong broke off", broken);
      return "";
    }
  }

  /** Without cookies, which are nobody's business. */
  private static String lines(HttpHeaders headers) {
    return headers.map().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("set-cookie"))
        .flatMap(header -> header.getValue().stream().map(it -> header.getKey() + ": " + it))
        .collect(Collectors.joining("\n"));
  }
}
