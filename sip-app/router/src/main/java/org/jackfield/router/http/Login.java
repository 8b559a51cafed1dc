package org.jackfield.router.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The answer to a challenge, good for further requests to the same server (P1.15): Basic (RFC 7617)
 * or Digest (RFC 7616).
 */
final class Login {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Challenge challenge;
  private final String user;
  private final String password;
  // Counts the uses of a nonce, also from requests of one call that run side by side
  private final AtomicInteger uses = new AtomicInteger();

  /**
   * Who to be when asked.
   *
   * @param userInfo {@code user:password} as it stands in the address, decoded
   */
  Login(Challenge challenge, String userInfo) {
    int sign = userInfo.indexOf(':');
    this.challenge = challenge;
    this.user = sign < 0 ? userInfo : userInfo.substring(0, sign);
    this.password = sign < 0 ? "" : userInfo.substring(sign + 1);
  }

  /** The same user after another challenge, such as one with a fresh nonce. */
  Login after(Challenge other) {
    return new Login(other, user + ":" + password);
  }

  /** The value of Authorization for a request. */
  String authorization(String method, URI address) {
    if (challenge.scheme().equals("basic")) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }
    return digest(method, address);
  }

  private String digest(String method, URI address) {
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    String secret = hash(user + ":" + challenge.value("realm") + ":" + password);
    String question = hash(method + ":" + target);
    String nonce = challenge.value("nonce");
    StringBuilder answer = new StringBuilder("Digest ");
    quote(answer, "username", user).append(", ");
    quote(answer, "realm", challenge.value("realm")).append(", ");
    quote(answer, "nonce", nonce).append(", ");
    quote(answer, "uri", target).append(", algorithm=").append(challenge.algorithm());
    if (!challenge.value("opaque").isEmpty()) {
      quote(answer.append(", "), "opaque", challenge.value("opaque"));
    }
    String response;
    if (challenge.protects()) {
      String count = "%08x".formatted(uses.incrementAndGet());
      String ours = HexFormat.of().formatHex(random());
      response = hash(String.join(":", secret, nonce, count, ours, "auth", question));
      quote(answer.append(", qop=auth, nc=").append(count).append(", "), "cnonce", ours);
    } else {
      response = hash(secret + ":" + nonce + ":" + question);
    }
    return quote(answer.append(", "), "response", response).toString();
  }

  private static StringBuilder quote(StringBuilder to, String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return to.append(name).append("=\"").append(escaped).append('"');
  }

  private static byte[] random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(challenge.algorithm());
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java platform has MD5 and SHA-256", e);
    }
  }
}
