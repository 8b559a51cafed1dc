package org.jackfield.rest.media;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jackfield.media.MediaAddress;

/**
 * A media address that anybody may fetch on behalf of an account until it expires (P2.23): signed
 * by HMAC-SHA256 with the account's token over the canonical address, the account and the second of
 * its end, each on a line. Any thread.
 */
public final class SignedAddress {

  private static final String ALGORITHM = "HmacSHA256";

  private SignedAddress() {}

  /** What a signature is worth. */
  enum Verdict {
    /** It is right, and its time has not come. */
    VALID,
    /** It was right. */
    EXPIRED,
    /** It was never right for this address and account. */
    WRONG
  }

  /** The path and query to be handed out. */
  public static String of(MediaAddress address, String account, Instant end, String token) {
    long expires = end.getEpochSecond();
    String text = address.text();
    return text
        + (text.indexOf('?') < 0 ? '?' : '&')
        + "account="
        + account
        + "&expires="
        + expires
        + "&signature="
        + signature(address, account, Long.toString(expires), token);
  }

  static Verdict check(
      MediaAddress address,
      String account,
      String expires,
      String signature,
      String token,
      Instant now) {
    byte[] right = signature(address, account, expires, token).getBytes(StandardCharsets.US_ASCII);
    // In a time that says nothing about where they differ
    if (!MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8))) {
      return Verdict.WRONG;
    }
    try {
      return now.getEpochSecond() < Long.parseLong(expires) ? Verdict.VALID : Verdict.EXPIRED;
    } catch (NumberFormatException noTime) {
      return Verdict.WRONG;
    }
  }

  private static String signature(
      MediaAddress address, String account, String expires, String token) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] digest =
          mac.doFinal(
              (address.text() + '\n' + account + '\n' + expires).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
    }
  }
}
