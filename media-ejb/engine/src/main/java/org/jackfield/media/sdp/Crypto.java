package org.jackfield.media.sdp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * A key for SRTP in a description (RFC 4568), inline and without options that we do not serve. Its
 * text never shows the key.
 */
public final class Crypto {

  /** Bytes of the master key (16) and the master salt (14) together. */
  public static final int KEY_AND_SALT = 30;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String INLINE = "inline:";

  /** How packets are protected: AES in counter mode with 128 bits, and a tag of HMAC-SHA1. */
  public enum Suite {
    /** A tag of 80 bits. */
    AES_CM_128_HMAC_SHA1_80(10),
    /** A tag of 32 bits (RTCP has 80 all the same). */
    AES_CM_128_HMAC_SHA1_32(4);

    private final int tagBytes;

    Suite(int tagBytes) {
      this.tagBytes = tagBytes;
    }

    /** Bytes of the tag at the end of an RTP packet. */
    public int tagBytes() {
      return tagBytes;
    }
  }

  private final int tag;
  private final Suite suite;
  private final byte[] keyAndSalt;

  private Crypto(int tag, Suite suite, byte[] keyAndSalt) {
    this.tag = tag;
    this.suite = suite;
    this.keyAndSalt = keyAndSalt;
  }

  /** A new key of ours. */
  public static Crypto random(int tag, Suite suite) {
    byte[] key = new byte[KEY_AND_SALT];
    RANDOM.nextBytes(key);
    return new Crypto(tag, suite, key);
  }

  /** A key that is known. */
  public static Crypto of(int tag, Suite suite, byte[] keyAndSalt) {
    if (keyAndSalt.length != KEY_AND_SALT) {
      throw new IllegalArgumentException("Key and salt are 30 bytes, not " + keyAndSalt.length);
    }
    return new Crypto(tag, suite, keyAndSalt.clone());
  }

  /** Reads the value of {@code a=crypto}; empty if we cannot serve it. */
  static Optional<Crypto> read(String value) {
    String[] parts = value.trim().split("\\s+", 4);
    // RFC 4568 section 6.3: a session parameter that is not understood rules the line out
    if (parts.length != 3 || !parts[0].matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return suiteOf(parts[1])
        .flatMap(suite ->
            keyOf(parts[2]).map(key -> new Crypto(Integer.parseInt(parts[0]), suite, key)));
  }

  private static Optional<Suite> suiteOf(String name) {
    for (Suite suite : Suite.values()) {
      if (suite.name().equalsIgnoreCase(name)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> keyOf(String parameter) {
    if (!parameter.startsWith(INLINE) || parameter.contains(";")) {
      return Optional.empty();
    }
    String[] parts = parameter.substring(INLINE.length()).split("\\|", -1);
    // An MKI ("|1:4") would stand in each packet; a lifetime ("|2^20") is longer than a call
    if (parts.length > 2 || (parts.length == 2 && parts[1].contains(":"))) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(parts[0]);
      return key.length == KEY_AND_SALT ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** Which offered line is meant. */
  public int tag() {
    return tag;
  }

  /** How packets are protected. */
  public Suite suite() {
    return suite;
  }

  /** A copy of the master key and salt. */
  public byte[] keyAndSalt() {
    return keyAndSalt.clone();
  }

  /** The same key for another line. */
  public Crypto withTag(int other) {
    return new Crypto(other, suite, keyAndSalt);
  }

  /** Whether packets are protected by it as by the other, whichever lines they stand in. */
  public boolean isSameKeyAs(Crypto other) {
    return suite == other.suite && MessageDigest.isEqual(keyAndSalt, other.keyAndSalt);
  }

  /** The value of {@code a=crypto}, with the key. */
  String attribute() {
    return tag + " " + suite + " " + INLINE + Base64.getEncoder().encodeToString(keyAndSalt);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crypto that && tag == that.tag && isSameKeyAs(that);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tag, suite, Arrays.hashCode(keyAndSalt));
  }

  @Override
  public String toString() {
    return "Crypto[" + tag + " " + suite + "]";
  }
}
