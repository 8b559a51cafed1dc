package org.jackfield.media;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.media.Freshness.Use;

/** What an origin's answer says about keeping it (RFC 9111, RFC 5861). */
public final class CacheDirectives {

  private final Function<String, List<String>> headers;
  private final Map<String, String> directives = new HashMap<>();

  /**
   * Reads them.
   *
   * @param headers all values of a header by its name
   */
  public CacheDirectives(Function<String, List<String>> headers) {
    this.headers = headers;
    for (String line : headers.apply("Cache-Control")) {
      for (String part : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
        int equals = part.indexOf('=');
        String name = (equals < 0 ? part : part.substring(0, equals)).strip();
        String value = equals < 0 ? "" : part.substring(equals + 1).strip().replace("\"", "");
        // RFC 9111 section 4.2.1: of duplicates the first counts
        directives.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
      }
    }
  }

  /**
   * How long the answer may be used.
   *
   * @param now when it was received
   * @param delay from the request until then (RFC 9111 section 4.2.3)
   */
  public Freshness freshness(Instant now, Duration delay, Duration staleIfError) {
    boolean asks = directives.containsKey("no-cache") || variesWithAll();
    boolean strict =
        asks
            || directives.containsKey("must-revalidate")
            || directives.containsKey("proxy-revalidate")
            || directives.containsKey("s-maxage");
    Optional<Duration> lifetime = asks ? Optional.of(Duration.ZERO) : lifetime(now);
    Duration standIn = seconds("stale-if-error").orElse(strict ? Duration.ZERO : staleIfError);
    return new Freshness(now, age(now, delay), lifetime, use(), standIn);
  }

  /**
   * How long an answer may be used that this one, without a body, has found valid: what it does not
   * say stays as it was (RFC 9111 sections 3.2 and 4.3.4).
   *
   * @param kept of the answer that is kept
   */
  public Freshness renewing(Freshness kept, Instant now, Duration staleIfError) {
    if (!directives.isEmpty() || variesWithAll()) {
      return freshness(now, Duration.ZERO, staleIfError);
    }
    // Which header the kept lifetime came from is not known: the shorter one breaks neither
    Optional<Duration> said = lifetime(now);
    Optional<Duration> lifetime =
        kept.lifetime().map(before -> said.filter(it -> it.compareTo(before) < 0).orElse(before));
    return new Freshness(
        now, age(now, Duration.ZERO), lifetime.or(() -> said), kept.use(), kept.staleIfError());
  }

  /** What the origin can be asked with later. */
  public Map<String, String> validators() {
    Map<String, String> validators = new HashMap<>();
    first("ETag").ifPresent(tag -> validators.put("ETag", tag));
    first("Last-Modified").ifPresent(date -> validators.put("Last-Modified", date));
    return validators;
  }

  /** The names of the request's headers that the answer depends on. */
  public List<String> varied() {
    return headers.apply("Vary").stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty() && !name.equals("*"))
        .toList();
  }

  private boolean variesWithAll() {
    return headers.apply("Vary").stream().anyMatch(line -> line.contains("*"));
  }

  private Use use() {
    if (directives.containsKey("no-store")) {
      return Use.NEVER;
    }
    // With names of fields it speaks of those alone (RFC 9111 section 5.2.2.7)
    String names = directives.get("private");
    return names != null && names.isEmpty() ? Use.PRIVATE : Use.SHARED;
  }

  private Optional<Duration> lifetime(Instant now) {
    // RFC 9111 section 4.2.1: what a shared cache goes by, in this order
    Optional<Duration> shared = seconds("s-maxage");
    if (shared.isPresent()) {
      return shared;
    }
    Optional<Duration> own = seconds("max-age");
    if (own.isPresent()) {
      return own;
    }
    Optional<String> expires = first("Expires");
    if (expires.isEmpty()) {
      return Optional.empty();
    }
    // Section 5.3: an invalid date, such as 0, has passed
    Instant date = date("Date").orElse(now);
    Duration left = date("Expires").map(end -> Duration.between(date, end)).orElse(Duration.ZERO);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  private Duration age(Instant now, Duration delay) {
    Duration apparent = Duration.between(date("Date").orElse(now), now);
    Duration stated = Duration.ZERO;
    try {
      stated = Duration.ofSeconds(first("Age").map(Long::parseLong).orElse(0L)).plus(delay);
    } catch (NumberFormatException malformed) {
      // RFC 9111 section 5.1: a value that is none is left out
      stated = delay;
    }
    Duration older = apparent.compareTo(stated) > 0 ? apparent : stated;
    return older.isNegative() ? Duration.ZERO : older;
  }

  private Optional<String> first(String name) {
    return headers.apply(name).stream().findFirst();
  }

  private Optional<Duration> seconds(String name) {
    String value = directives.get(name);
    if (value == null) {
      return Optional.empty();
    }
    // Section 4.2.1: what cannot be read counts as stale
    return Optional.of(
        value.matches("[0-9]{1,10}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO);
  }

  private Optional<Instant> date(String header) {
    Optional<String> value = first(header);
    try {
      return value.map(
          text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
