package org.jackfield.trunk;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is changed of the headers of an INVITE to a trunk: {@code add X-Customer: ${from}}, {@code
 * remove X-Internal}, {@code copy X-Reference X-Correlation}.
 */
public sealed interface HeaderRule {

  /** What SIP itself lives by, or what says who calls: no rule touches it. */
  Set<String> PROTECTED =
      Set.of(
          "allow",
          "authorization",
          "call-id",
          "contact",
          "content-encoding",
          "content-length",
          "content-type",
          "cseq",
          "from",
          "max-forwards",
          "min-se",
          "p-asserted-identity",
          "p-preferred-identity",
          "path",
          "privacy",
          "proxy-authorization",
          "proxy-require",
          "rack",
          "record-route",
          "remote-party-id",
          "replaces",
          "require",
          "route",
          "rseq",
          "session-expires",
          "supported",
          "to",
          "via");

  /** A rule as it is written. */
  Pattern FORM =
      Pattern.compile(
          "(?i)(?:(add)\\s+([\\w.%!*+'~-]{1,64})\\s*:\\s*([^\\r\\n]{1,500})"
              + "|(remove)\\s+([\\w.%!*+'~-]{1,64})"
              + "|(copy)\\s+([\\w.%!*+'~-]{1,64})\\s+([\\w.%!*+'~-]{1,64}))");

  /** A place in a text that is filled in for each call. */
  Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

  /** Sets a header, with {@code ${to}}, {@code ${from}} and {@code ${call}} filled in. */
  record Add(String name, String text) implements HeaderRule {}

  /** Takes away what an application had set. */
  record Remove(String name) implements HeaderRule {}

  /** Says again under another name what an application had set. */
  record Copy(String from, String to) implements HeaderRule {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what would have been right
   */
  static HeaderRule of(String line) {
    Matcher parts = FORM.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'"
              + line.strip()
              + "' must be 'add Name: text', 'remove Name' or 'copy Name OtherName'");
    }
    if (parts.group(1) != null) {
      return new Add(free(parts.group(2)), template(parts.group(3)));
    }
    if (parts.group(4) != null) {
      return new Remove(free(parts.group(5)));
    }
    return new Copy(free(parts.group(7)), free(parts.group(8)));
  }

  private static String free(String name) {
    // A letter alone is the short form of a name (RFC 3261 section 7.3.3)
    if (name.length() == 1 || PROTECTED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the header " + name + " is not a rule's to change");
    }
    return name;
  }

  private static String template(String text) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!Set.of("to", "from", "call").contains(places.group(1))) {
        throw new IllegalArgumentException(
            "${" + places.group(1) + "} is unknown: there are ${to}, ${from} and ${call}");
      }
    }
    return text.strip();
  }

  /**
   * Does what rules say, one after the other.
   *
   * @param headers what is going to be sent, by name; changed
   * @param places what {@code to}, {@code from} and {@code call} are
   */
  static void apply(
      Collection<HeaderRule> rules, Map<String, String> headers, Map<String, String> places) {
    for (HeaderRule rule : rules) {
      switch (rule) {
        case Add add -> headers.put(add.name(), filled(add.text(), places));
        case Remove remove -> headers.keySet().removeIf(remove.name()::equalsIgnoreCase);
        case Copy copy ->
            headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(copy.from()))
                .findFirst()
                .map(Map.Entry::getValue)
                .ifPresent(value -> headers.put(copy.to(), value));
      }
    }
  }

  private static String filled(String text, Map<String, String> places) {
    return PLACE
        .matcher(text)
        .replaceAll(found ->
            // Whoever calls chooses what his number is: no line of his own begins in it
            Matcher.quoteReplacement(
                places.getOrDefault(found.group(1), "").replaceAll("[\\p{Cntrl}]", "")));
  }
}
