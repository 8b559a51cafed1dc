package org.jackfield.session;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cookies of a session: a value, never a property of the HTTP client (P3). */
public record CookieJar(List<Cookie> cookies) {

  /** As many as are kept; the oldest make room (RFC 6265 section 6.1). */
  public static final int CAPACITY = 50;

  /** Nothing in it. */
  public static final CookieJar EMPTY = new CookieJar(List.of());

  /** Lines of one answer that are read. */
  private static final int MOST_LINES = 4 * CAPACITY;

  private static final Comparator<Cookie> AS_SENT =
      Comparator.<Cookie>comparingInt(cookie -> -cookie.path().length())
          .thenComparing(Cookie::created);

  /** Copies the list. */
  public CookieJar {
    cookies = List.copyOf(cookies);
  }

  /**
   * What the Set-Cookie lines of an answer say, among it cookies that are dead already: they delete
   * those of the same name. Lines that an address may not set are passed over.
   *
   * @param address that was asked
   */
  public static List<Cookie> read(URI address, List<String> lines, Instant now) {
    return read(address, lines, now, SetCookie.UNSTATED_LIFE);
  }

  /**
   * Likewise.
   *
   * @param longest what an application wants beyond it is cut (P3.7)
   */
  public static List<Cookie> read(URI address, List<String> lines, Instant now, Duration longest) {
    return lines.stream()
        .limit(MOST_LINES)
        .flatMap(line -> SetCookie.read(line, address, now, longest).stream())
        .toList();
  }

  /** The value of the Cookie header for an address, nothing if no cookie goes there. */
  public Optional<String> header(URI address, Instant now) {
    String host = SetCookie.hostOf(address);
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    String pairs =
        cookies.stream()
            .filter(cookie -> cookie.expires().isAfter(now))
            .filter(cookie -> secure || !cookie.secure())
            .filter(cookie -> goesToHost(cookie, host))
            .filter(cookie -> goesToPath(cookie.path(), path.isEmpty() ? "/" : path))
            .sorted(AS_SENT)
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
  }

  /** With these, in the place of those of the same name, domain and path, and without the dead. */
  public CookieJar with(List<Cookie> received, Instant now) {
    List<Cookie> kept = new ArrayList<>(cookies);
    for (Cookie cookie : received) {
      int at = 0;
      while (at < kept.size() && !cookie.replaces(kept.get(at))) {
        at++;
      }
      if (at == kept.size()) {
        kept.add(cookie);
      } else {
        // RFC 6265 section 5.3 step 11: it stays as old as the one that it replaces
        kept.set(at, cookie.createdAt(kept.get(at).created()));
      }
    }
    kept.removeIf(cookie -> !cookie.expires().isAfter(now));
    if (kept.size() > CAPACITY) {
      kept.sort(Comparator.comparing(Cookie::created));
      kept.subList(0, kept.size() - CAPACITY).clear();
    }
    return new CookieJar(kept);
  }

  private static boolean goesToHost(Cookie cookie, String host) {
    return cookie.hostOnly()
        ? host.equals(cookie.domain())
        : SetCookie.domainMatches(host, cookie.domain());
  }

  // RFC 6265 section 5.1.4
  private static boolean goesToPath(String cookiePath, String path) {
    return path.equals(cookiePath)
        || (path.startsWith(cookiePath)
            && (cookiePath.endsWith("/") || path.charAt(cookiePath.length()) == '/'));
  }

  @Override
  public String toString() {
    return cookies.stream()
        .map(cookie -> cookie.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "CookieJar[", "]"));
  }
}
