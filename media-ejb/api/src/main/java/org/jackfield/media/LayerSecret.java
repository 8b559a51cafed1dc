package org.jackfield.media;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By which a media layer knows its routers (P2.23): a router signs each of its requests by
 * HMAC-SHA256 over the method, the path and query as they are sent, and the second of the request,
 * each on a line. Any thread.
 */
public final class LayerSecret {

  /** The header that carries second and signature. */
  public static final String HEADER = "X-Jackfield-Router";

  private static final String ALGORITHM = "HmacSHA256";

  /** How far the clocks of two hosts may be apart, and how long a request may be on its way. */
  private static final Duration LATEST = Duration.ofMinutes(5);

  /** For a router and a media layer of one server, which nobody else needs to know. */
  private static final String OF_THIS_SERVER = random();

  private final SecretKeySpec key;

  /** With a text that both know. */
  public LayerSecret(String text) {
    this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * {@code jackfield.media.secret}, where router and media layer are on several hosts; else one
   * that lives as long as this server does.
   */
  public static LayerSecret ofSystem() {
    return new LayerSecret(MediaProperty.find("jackfield.media.secret").orElse(OF_THIS_SERVER));
  }

  /**
   * What a request has in the header.
   *
   * @param target path and query as they are sent
   */
  public String sign(String method, String target, Instant now) {
    return now.getEpochSecond() + ":" + signature(method, target, now.getEpochSecond());
  }

  /** Whether a request is a router's, and not an old one. */
  public boolean isRight(String method, String target, String header, Instant now) {
    int colon = header.indexOf(':');
    if (colon < 1 || !header.substring(0, colon).matches("[0-9]{1,12}")) {
      return false;
    }
    long second = Long.parseLong(header.substring(0, colon));
    byte[] right = signature(method, target, second).getBytes(StandardCharsets.US_ASCII);
    byte[] given = header.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
    // In a time that says nothing about where they differ
    return MessageDigest.isEqual(right, given)
        && Math.abs(now.getEpochSecond() - second) <= LATEST.toSeconds();
  }

  private String signature(String method, String target, long second) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = method + '\n' + target + '\n' + second;
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
    }
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
