package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who answers challenges, written from RFC 7616 apart from the server: a mistake of the
 * one is not one of the other.
 */
public record DigestUser(String name, String password) {
  private static final String CLIENT_NONCE = "0a4f113b";

  /** Answers a challenge for the first time. */
  public String answers(String challenge, Message request) {
    return answers(challenge, 1, request.method(), request.requestUri());
  }

  /**
   * The value of Authorization or Proxy-Authorization.
   *
   * @param challenge the value of WWW-Authenticate or Proxy-Authenticate
   * @param count how often the nonce has been used, with this time
   */
  public String answers(String challenge, int count, String method, String uri) {
    String algorithm = parameter(challenge, "algorithm");
    String nonce = parameter(challenge, "nonce");
    String realm = parameter(challenge, "realm");
    String number = "%08x".formatted(count);
    String response =
        hash(
            algorithm,
            hash(algorithm, name + ":" + realm + ":" + password)
                + ":%s:%s:%s:auth:".formatted(nonce, number, CLIENT_NONCE)
                + hash(algorithm, method + ":" + uri));
    return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
            + " algorithm=%s, cnonce=\"%s\", qop=auth, nc=%s, opaque=\"%s\"")
        .formatted(
            name,
            realm,
            nonce,
            uri,
            response,
            algorithm,
            CLIENT_NONCE,
            number,
            parameter(challenge, "opaque"));
  }

  /** Whether credentials that somebody has sent are right for this user. */
  public boolean wouldSend(String credentials, String method) {
    String algorithm = parameter(credentials, "algorithm");
    String key = hash(algorithm, name + ":" + parameter(credentials, "realm") + ":" + password);
    String expected =
        hash(
            algorithm,
            String.join(
                ":",
                key,
                parameter(credentials, "nonce"),
                parameter(credentials, "nc"),
                parameter(credentials, "cnonce"),
                parameter(credentials, "qop"),
                hash(algorithm, method + ":" + parameter(credentials, "uri"))));
    return parameter(credentials, "username").equals(name)
        && parameter(credentials, "response").equals(expected);
  }

  /** A parameter of a challenge or of credentials, without quotes. */
  public static String parameter(String header, String name) {
    Matcher matcher = Pattern.compile("[ ,]" + name + "=(?:\"([^\"]*)\"|([^, ]*))").matcher(header);
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("No " + algorithm, e);
    }
  }
}
