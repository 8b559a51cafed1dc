package org.jackfield.router.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a web server wants to know before it answers (RFC 9110 section 11.3).
 *
 * @param scheme {@code basic} or {@code digest}
 */
record Challenge(String scheme, Map<String, String> values) {

  private static final Pattern START =
      Pattern.compile("(?:^|,)\\s*(basic|digest)(?=\\s|$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  /** The best of what is offered: Digest with SHA-256, Digest with MD5, Basic. */
  static Optional<Challenge> best(List<String> headers) {
    Optional<Challenge> best = Optional.empty();
    for (String header : headers) {
      Matcher start = START.matcher(header);
      int from = 0;
      while (start.find(from)) {
        from = start.end();
        int end = start.find(from) ? start.start() : header.length();
        Challenge found = read(header, from, end);
        if (found.rank() > best.map(Challenge::rank).orElse(0)) {
          best = Optional.of(found);
        }
      }
    }
    return best;
  }

  private static Challenge read(String header, int from, int end) {
    Matcher word = START.matcher(header.substring(0, from));
    String scheme = "";
    while (word.find()) {
      scheme = word.group(1).toLowerCase(Locale.ROOT);
    }
    Map<String, String> values = new LinkedHashMap<>();
    Matcher value = VALUE.matcher(header).region(from, end);
    while (value.find()) {
      String quoted = value.group(2);
      values.put(
          value.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? value.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    return new Challenge(scheme, values);
  }

  private int rank() {
    if (scheme.equals("basic")) {
      return 1;
    }
    return switch (algorithm()) {
      case "SHA-256" -> 3;
      case "MD5" -> 2;
      default -> 0;
    };
  }

  /** MD5 where none is named (RFC 7616 section 3.3). */
  String algorithm() {
    return values.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether {@code qop=auth} is among what is offered. */
  boolean protects() {
    return List.of(value("qop").split("\\s*,\\s*")).contains("auth");
  }
}
