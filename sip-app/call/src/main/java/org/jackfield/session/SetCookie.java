package org.jackfield.session;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A Set-Cookie line being read, as RFC 6265 section 5.2 wants it: leniently. */
final class SetCookie {

  /** A line that is longer says nothing. */
  static final int MAX_BYTES = 4 * 1_024;

  /** The life of a cookie whose application says nothing of it (D14, P3.7). */
  static final Duration UNSTATED_LIFE = Duration.ofHours(4);

  // RFC 6265bis section 5.5 advises 400 days; it keeps sums of seconds small, too
  private static final long MOST_SECONDS = Duration.ofDays(400).toSeconds();

  private final String host;
  private final Instant now;
  private String domain = "";
  private String path = "";
  private boolean secure;
  private boolean httpOnly;
  private Optional<Instant> expires = Optional.empty();
  private Optional<Instant> maxAge = Optional.empty();

  private SetCookie(URI address, Instant now) {
    this.host = hostOf(address);
    this.now = now;
  }

  /** The cookie, nothing if the line does not hold one that this address may set. */
  static Optional<Cookie> read(String line, URI address, Instant now, Duration longest) {
    if (line.length() > MAX_BYTES) {
      return Optional.empty();
    }
    String[] parts = line.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 0) {
      return Optional.empty();
    }
    String name = parts[0].substring(0, equals).strip();
    String value = parts[0].substring(equals + 1).strip();
    if (name.isEmpty() || hasControl(name) || hasControl(value)) {
      return Optional.empty();
    }
    SetCookie read = new SetCookie(address, now);
    for (int i = 1; i < parts.length; i++) {
      read.attribute(parts[i]);
    }
    return read.cookie(name, value, address, now.plus(longest));
  }

  private void attribute(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : text.substring(equals + 1).strip();
    switch (name) {
      case "expires" -> CookieDate.read(value).ifPresent(date -> expires = Optional.of(date));
      case "max-age" -> maxAge(value);
      case "domain" -> domain(value);
      case "path" -> path = value.startsWith("/") ? value : "";
      case "secure" -> secure = true;
      case "httponly" -> httpOnly = true;
      default -> {
        // RFC 6265 section 5.2: an unknown attribute says nothing
      }
    }
  }

  private void maxAge(String value) {
    if (!value.matches("-?[0-9]+")) {
      return;
    }
    if (value.startsWith("-")) {
      maxAge = Optional.of(Instant.EPOCH);
      return;
    }
    long seconds =
        value.length() > 10 ? MOST_SECONDS : Math.min(Long.parseLong(value), MOST_SECONDS);
    maxAge = Optional.of(seconds == 0 ? Instant.EPOCH : now.plusSeconds(seconds));
  }

  private void domain(String value) {
    if (!value.isEmpty()) {
      domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
    }
  }

  private Optional<Cookie> cookie(String name, String value, URI address, Instant longest) {
    boolean hostOnly = domain.isEmpty() || (domain.equals(host) && !domain.contains("."));
    // A whole top-level domain would be a supercookie (section 5.3 step 5)
    if (!hostOnly && !(domain.contains(".") && domainMatches(host, domain))) {
      return Optional.empty();
    }
    Instant end = maxAge.or(() -> expires).orElseGet(() -> now.plus(UNSTATED_LIFE));
    return Optional.of(
        new Cookie(
            name,
            value,
            hostOnly ? host : domain,
            path.isEmpty() ? defaultPath(address) : path,
            hostOnly,
            secure,
            httpOnly,
            now,
            end.isAfter(longest) ? longest : end));
  }

  // RFC 6265 section 5.1.4
  private static String defaultPath(URI address) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    int last = path.lastIndexOf('/');
    return !path.startsWith("/") || last == 0 ? "/" : path.substring(0, last);
  }

  static String hostOf(URI address) {
    return address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
  }

  // RFC 6265 section 5.1.3: an address of numbers has no domains above it
  static boolean domainMatches(String host, String domain) {
    return host.equals(domain)
        || (host.endsWith("." + domain) && !host.matches("[0-9.]+") && !host.startsWith("["));
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 127);
  }
}
