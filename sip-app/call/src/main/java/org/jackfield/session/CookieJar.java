package org.jackfield.session;

import java.util.List;

/** The cookies of a session: a value, never a property of the HTTP client (P3). */
public record CookieJar(List<Cookie> cookies) {

  /** Nothing in it. */
  public static final CookieJar EMPTY = new CookieJar(List.of());

  /** Copies the list. */
  public CookieJar {
    cookies = List.copyOf(cookies);
  }
}
