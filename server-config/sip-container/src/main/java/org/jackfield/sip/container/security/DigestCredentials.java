package org.jackfield.sip.container.security;

import static org.jackfield.sip.container.security.AuthenticationFields.quoted;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client sends in Authorization or Proxy-Authorization (RFC 7616 section 3.4). */
public record DigestCredentials(
    String username,
    Challenge.Naming naming,
    String realm,
    String nonce,
    String uri,
    String response,
    DigestAlgorithm algorithm,
    Optional<String> opaque,
    Protection protection) {

  private static final int LONGEST_NAME = 255;
  private static final Pattern NONCE_COUNT = Pattern.compile("[0-9a-fA-F]{8}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]*");

  /** How the request is covered. */
  public sealed interface Protection {}

  /** RFC 2069: neither counted nor bound to a client's nonce. */
  public record Legacy() implements Protection {}

  /** RFC 7616: counted, and bound to a nonce of the client. */
  public record Counted(Qop qop, String clientNonce, long count) implements Protection {
    String hexCount() {
      return HexFormat.of().toHexDigits(count, 8);
    }
  }

  /** Reads credentials whose scheme is Digest. */
  static DigestCredentials of(AuthenticationFields fields) throws MalformedHeaderException {
    DigestAlgorithm algorithm =
        DigestAlgorithm.named(fields.get("algorithm").orElse(DigestAlgorithm.MD5.token()))
            .orElseThrow(() -> new MalformedHeaderException("Unknown algorithm"));
    Protection protection = protection(fields, algorithm);
    String response = fields.require("response").toLowerCase(Locale.ROOT);
    if (response.length() != algorithm.digits() || !HEX.matcher(response).matches()) {
      throw new MalformedHeaderException("The response is not of " + algorithm.token());
    }
    boolean hashed = fields.get("userhash").map("true"::equalsIgnoreCase).orElse(false);
    return new DigestCredentials(
        username(fields),
        hashed ? Challenge.Naming.HASHED : Challenge.Naming.PLAIN,
        fields.require("realm"),
        fields.require("nonce"),
        fields.require("uri"),
        response,
        algorithm,
        fields.get("opaque"),
        protection);
  }

  /**
   * What the response must be for a request with this secret (RFC 7616 sections 3.4.1 to 3.4.3).
   */
  String expected(byte[] secret, String method, Attempt.Body body) {
    return switch (protection) {
      case Legacy legacy ->
          algorithm.hex(
              algorithm.key(secret, nonce, "")
                  + ':'
                  + nonce
                  + ':'
                  + algorithm.hex(method + ':' + uri));
      case Counted counted ->
          algorithm.hex(
              String.join(
                  ":",
                  algorithm.key(secret, nonce, counted.clientNonce()),
                  nonce,
                  counted.hexCount(),
                  counted.clientNonce(),
                  counted.qop().token(),
                  algorithm.hex(request(counted.qop(), method, body))));
    };
  }

  DigestCredentials withResponse(String answer) {
    return new DigestCredentials(
        username, naming, realm, nonce, uri, answer, algorithm, opaque, protection);
  }

  /** The text of the header. */
  public String headerValue() {
    StringBuilder value = new StringBuilder(300).append("Digest ");
    // SIP is UTF-8 (RFC 3261 section 25.1), so a name is quoted as it is; username* is for HTTP.
    value.append("username=").append(quoted(username));
    value.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
    value.append(", uri=").append(quoted(uri)).append(", response=").append(quoted(response));
    value.append(", algorithm=").append(algorithm.token());
    if (protection instanceof Counted counted) {
      value.append(", cnonce=").append(quoted(counted.clientNonce()));
      value.append(", qop=").append(counted.qop().token());
      value.append(", nc=").append(counted.hexCount());
    }
    opaque.ifPresent(text -> value.append(", opaque=").append(quoted(text)));
    if (naming == Challenge.Naming.HASHED) {
      value.append(", userhash=true");
    }
    return value.toString();
  }

  private String request(Qop qop, String method, Attempt.Body body) {
    return switch (qop) {
      case AUTH -> method + ':' + uri;
      case AUTH_INT -> method + ':' + uri + ':' + algorithm.hex(body.bytes());
    };
  }

  private static Protection protection(AuthenticationFields fields, DigestAlgorithm algorithm)
      throws MalformedHeaderException {
    Optional<String> named = fields.get("qop");
    if (named.isEmpty()) {
      // RFC 8760 section 2.7: what is newer than MD5 is newer than RFC 2069 as well.
      if (algorithm != DigestAlgorithm.MD5) {
        throw new MalformedHeaderException(algorithm.token() + " without qop");
      }
      return new Legacy();
    }
    Qop qop = Qop.named(named.get()).orElseThrow(() -> new MalformedHeaderException("Unknown qop"));
    String count = fields.require("nc");
    if (!NONCE_COUNT.matcher(count).matches() || HexFormat.fromHexDigitsToLong(count) == 0) {
      throw new MalformedHeaderException("nc is not a count of 8 hex digits");
    }
    return new Counted(qop, fields.require("cnonce"), HexFormat.fromHexDigitsToLong(count));
  }

  private static String username(AuthenticationFields fields) throws MalformedHeaderException {
    Optional<String> extended = fields.get("username*");
    Optional<String> plain = fields.get("username");
    if (extended.isPresent() == plain.isPresent()) {
      throw new MalformedHeaderException("One of username and username* must be there");
    }
    String name = plain.isPresent() ? plain.get() : decoded(extended.orElseThrow());
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedHeaderException("The user name is empty, too long or not printable");
    }
    return name;
  }

  /** RFC 5987 section 3.2.1: character set, language, and the text with escapes. */
  private static String decoded(String extended) throws MalformedHeaderException {
    String[] parts = extended.split("'", -1);
    if (parts.length != 3 || !parts[0].equalsIgnoreCase("UTF-8")) {
      throw new MalformedHeaderException("username* is not UTF-8''text");
    }
    String text = parts[2];
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        bytes.put((byte) text.charAt(i));
      } else if (i + 2 < text.length() && HEX.matcher(text.substring(i + 1, i + 3)).matches()) {
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        throw new MalformedHeaderException("username* has a broken escape");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedHeaderException("username* is not UTF-8");
    }
  }
}
