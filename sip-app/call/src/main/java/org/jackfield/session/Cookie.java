package org.jackfield.session;

import java.time.Instant;

/**
 * A cookie as it is kept (RFC 6265 section 5.3).
 *
 * @param hostOnly whether it goes back to exactly {@code domain}
 * @param expires always set: the application's word, or the life that we give (P3.7)
 */
public record Cookie(
    String name,
    String value,
    String domain,
    String path,
    boolean hostOnly,
    boolean secure,
    boolean httpOnly,
    Instant created,
    Instant expires) {

  /** Whether it takes the place of another. */
  boolean replaces(Cookie other) {
    return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
  }

  Cookie createdAt(Instant moment) {
    return new Cookie(name, value, domain, path, hostOnly, secure, httpOnly, moment, expires);
  }

  /** Without the value, which is nobody's business. */
  @Override
  public String toString() {
    return "Cookie[" + name + " for " + domain + path + "]";
  }
}
