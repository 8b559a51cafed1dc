package org.jackfield.session;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cookies of a session: a value, never a property of the HTTP client (P3). */
public record CookieJar(List<Cookie> cookies) {

  /** Nothing in it. */
  public static final CookieJar EMPTY = new CookieJar(List.of());

  /** Copies the list. */
  public CookieJar {
    cookies = List.copyOf(cookies);
  }

  /** The value of the Cookie header for an address, nothing if no cookie goes there. */
  public Optional<String> header(URI address, Instant now) {
    return Optional.empty();
  }

  /** What an answer's Set-Cookie lines leave of a jar; lines that say nothing are passed over. */
  public CookieJar receive(URI address, List<String> lines, Instant now) {
    return this;
  }

  /** With these, in the place of those of the same name, domain and path, and without the dead. */
  public CookieJar with(List<Cookie> received, Instant now) {
    return this;
  }
}
