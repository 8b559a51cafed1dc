package org.jackfield.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /** The key of a text, of an address above all. */
  public static MediaKey of(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return new MediaKey(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
