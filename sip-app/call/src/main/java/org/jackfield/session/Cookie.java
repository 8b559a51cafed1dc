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
    Instant expires) {}
