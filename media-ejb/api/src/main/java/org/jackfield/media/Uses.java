package org.jackfield.media;

import java.time.Instant;

/**
 * How often a kept sound has been answered. Told to the cache now and then, so the newest may be
 * missing, and a few where nodes tell at the same moment.
 *
 * @param count since it was made
 * @param last when about it was last, or when it was made
 */
public record Uses(long count, Instant last) {

  /** Of what has just been made. */
  public static Uses none(Instant made) {
    return new Uses(0, made);
  }

  /** So many more. */
  public Uses plus(long more, Instant now) {
    return new Uses(count + more, now);
  }
}
