package org.jackfield.application;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address with placeholders such as {@code {To}} in its path or query (P1.8). */
public final class AddressTemplate {

  // A document's addresses come with their braces percent-encoded
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?:\\{|%7[Bb])([A-Za-z][A-Za-z0-9_-]*)(?:}|%7[Dd])");
  private static final Pattern AUTHORITY = Pattern.compile("^[a-zA-Z]+://[^/?#]*");

  private AddressTemplate() {}

  /**
   * Fills in the values, percent-encoded; unknown names leave nothing. What is before the path is
   * left alone: no caller shall choose the host.
   */
  public static String expand(String template, Map<String, String> values) {
    Matcher authority = AUTHORITY.matcher(template);
    int path = authority.find() ? authority.end() : 0;
    return template.substring(0, path)
        + PLACEHOLDER
            .matcher(template.substring(path))
            .replaceAll(found -> Matcher.quoteReplacement(encoded(found, values)));
  }

  private static String encoded(MatchResult found, Map<String, String> values) {
    String value = values.getOrDefault(found.group(1), "");
    // RFC 3986 section 2.1: a plus is a plus in a path
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
