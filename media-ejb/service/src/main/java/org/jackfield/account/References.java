package org.jackfield.account;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a text of the operator refers to: {@code ${env.NAME}} or {@code ${env:NAME}} of the
 * environment, {@code ${property}} of the system, each with {@code :otherwise} behind it.
 */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:env[:.]([A-Za-z_]\\w*)|([A-Za-z][\\w.-]*))(?::([^}]*))?}");

  private final Function<String, Optional<String>> environment;
  private final Function<String, Optional<String>> properties;

  References(
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  static References ofSystem() {
    return new References(
        name -> Optional.ofNullable(System.getenv(name)),
        name -> Optional.ofNullable(System.getProperty(name)));
  }

  /**
   * The text with all that it refers to; the templates of header rules are none of that.
   *
   * @throws IllegalArgumentException that names what is not set
   */
  String fill(String text) {
    return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(java.util.regex.MatchResult found) {
    String property = found.group(2);
    if (property != null && property.matches("to|from|call") && found.group(3) == null) {
      return found.group();
    }
    Optional<String> value =
        property == null ? environment.apply(found.group(1)) : properties.apply(property);
    return value
        .or(() -> Optional.ofNullable(found.group(3)))
        .orElseThrow(() -> new IllegalArgumentException(found.group() + " is not set"));
  }
}
