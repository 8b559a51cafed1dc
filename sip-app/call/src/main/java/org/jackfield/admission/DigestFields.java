package org.jackfield.admission;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of an Authorization header whose scheme is Digest (RFC 7616 section 3.4). */
record DigestFields(Map<String, String> parameters) {

  private static final int LONGEST = 4_096;
  private static final int MOST = 32;
  private static final Pattern SCHEME = Pattern.compile("\\s*Digest\\s+", Pattern.CASE_INSENSITIVE);

  // Possessive: nobody makes it go back and forth over a long header
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*+([\\w*.!%'`~^+-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))\\s*+(,|$)");

  /** Reads a header; nothing if it is of another scheme or broken. */
  static Optional<DigestFields> of(String header) {
    Matcher scheme = SCHEME.matcher(header);
    if (header.length() > LONGEST || !scheme.lookingAt()) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(header);
    int at = scheme.end();
    while (at < header.length()) {
      if (!parameter.find(at) || parameter.start() != at || found.size() == MOST) {
        return Optional.empty();
      }
      String quoted = parameter.group(2);
      String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      if (found.put(parameter.group(1).toLowerCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
      at = parameter.end();
    }
    return Optional.of(new DigestFields(found));
  }

  String get(String name) {
    return parameters.getOrDefault(name, "");
  }
}
