package org.jackfield.sip.container.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The hashes of RFC 7616 section 3.3 and RFC 8760, the weakest first. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", Keying.PASSWORD),
  MD5_SESS("MD5-sess", "MD5", Keying.SESSION),
  SHA_256("SHA-256", "SHA-256", Keying.PASSWORD),
  SHA_256_SESS("SHA-256-sess", "SHA-256", Keying.SESSION),
  SHA_512_256("SHA-512-256", "SHA-512/256", Keying.PASSWORD),
  SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", Keying.SESSION);

  private enum Keying {
    PASSWORD,
    SESSION
  }

  private static final HexFormat HEX = HexFormat.of();

  private final String token;
  private final String hash;
  private final Keying keying;

  DigestAlgorithm(String token, String hash, Keying keying) {
    this.token = token;
    this.hash = hash;
    this.keying = keying;
  }

  /** The name as it is written in a header. */
  public String token() {
    return token;
  }

  /** Finds what a header names; the token is not case-sensitive (RFC 3261 section 7.3.1). */
  public static Optional<DigestAlgorithm> named(String token) {
    String wanted = token.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.token.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  /** The hash of user, realm and password, which is all that a server needs to keep. */
  public byte[] secret(String user, String realm, String password) {
    return hash((user + ':' + realm + ':' + password).getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 7616 section 3.4.4: the hash that stands for the user's name where userhash is used. */
  public String userHash(String user, String realm) {
    return HEX.formatHex(hash((user + ':' + realm).getBytes(StandardCharsets.UTF_8)));
  }

  boolean needsClientNonce() {
    return keying == Keying.SESSION;
  }

  /** How many hex digits a response has. */
  int digits() {
    return switch (this) {
      case MD5, MD5_SESS -> 32;
      case SHA_256, SHA_256_SESS, SHA_512_256, SHA_512_256_SESS -> 64;
    };
  }

  /** RFC 7616 section 3.4.2: the key is the secret, or for "-sess" bound to the two nonces. */
  String key(byte[] secret, String nonce, String clientNonce) {
    return switch (keying) {
      case PASSWORD -> HEX.formatHex(secret);
      case SESSION -> hex(HEX.formatHex(secret) + ':' + nonce + ':' + clientNonce);
    };
  }

  String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  String hex(byte[] bytes) {
    return HEX.formatHex(hash(bytes));
  }

  private byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance(hash).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no " + hash, e);
    }
  }
}
