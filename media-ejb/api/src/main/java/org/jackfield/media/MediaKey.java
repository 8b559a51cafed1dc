package org.jackfield.media;

import java.util.Objects;

/** Under which the cache keeps a resource: the SHA-256 of its canonical address and format. */
public record MediaKey(String digest) {

  /** Refuses what is no SHA-256 in hex. */
  public MediaKey {
    Objects.requireNonNull(digest, "digest");
    if (digest.length() != 64) {
      throw new IllegalArgumentException("A media key is a SHA-256 in hex, not '" + digest + "'");
    }
  }
}
