package org.jackfield.admission;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of digest authentication, RFC 7616 with RFC 8760: SHA-256 is offered before
 * MD5, with {@code qop=auth}. Any thread.
 */
public final class Digest {

  private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");
  private static final Pattern RESPONSE = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{64}");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)sips?:([^@]*@)?(\\[[^\\]]*]|[^:;?@]+).*", Pattern.DOTALL);
  private static final int LONGEST_NAME = 255;

  private final String realm;
  private final byte[] seal;
  private final Nonces nonces;
  private final Pattern onlyMd5;

  /**
   * For a realm.
   *
   * @param seal the same on all nodes, and secret
   * @param life how long an answer to a challenge may be used
   * @param most so many answered challenges are remembered at once
   * @param onlyMd5 whose User-Agent begins so is not offered SHA-256, since it gives up at the
   *     sight of it. Nobody loses by it: who wants MD5 can choose it anyway
   */
  public Digest(
      String realm, byte[] seal, Duration life, int most, Pattern onlyMd5, InstantSource clock) {
    this.onlyMd5 = onlyMd5;
    this.realm = realm;
    this.seal = seal.clone();
    this.nonces = new Nonces(seal, life, most, clock);
  }

  /** What credentials say. */
  public sealed interface Verdict {}

  /**
   * They are right.
   *
   * @param secret which of the user's it was
   */
  public record Known(String user, Ha1 secret) implements Verdict {}

  /** There are none for us. */
  public record Missing() implements Verdict {}

  /** They answer a challenge that is too old, not ours, or has been answered with this count. */
  public record Stale() implements Verdict {}

  /** They are wrong, or of nobody: who asks is not told which. */
  public record Wrong(String user) implements Verdict {}

  /** They cannot be read. */
  public record Malformed(String reason) implements Verdict {}

  /** Values of WWW-Authenticate for somebody, to be sent in this order. */
  public List<String> challenge(Knock knock, boolean stale) {
    String nonce = nonces.make(knock.source());
    String md5 = challenge(nonce, "MD5", stale);
    return onlyMd5.matcher(knock.agent()).lookingAt()
        ? List.of(md5)
        : List.of(challenge(nonce, "SHA-256", stale), md5);
  }

  private String challenge(String nonce, String algorithm, boolean stale) {
    String quoted = realm.replace("\\", "\\\\").replace("\"", "\\\"");
    return "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
        .formatted(quoted, nonce, algorithm, stale ? ", stale=true" : "");
  }

  /**
   * Who has sent a request.
   *
   * @param secrets of a user; none for nobody, for whom the same is done as for anybody
   */
  public Verdict verify(Knock knock, Function<String, List<Ha1>> secrets) {
    for (String header : knock.credentials()) {
      Optional<DigestFields> fields = DigestFields.of(header);
      if (fields.isEmpty()) {
        if (header.stripLeading().regionMatches(true, 0, "digest", 0, 6)) {
          return new Malformed("Broken Credentials");
        }
      } else if (fields.get().get("realm").equals(realm)) {
        return verify(knock, fields.get(), secrets);
      }
    }
    return new Missing();
  }

  private Verdict verify(Knock knock, DigestFields fields, Function<String, List<Ha1>> secrets) {
    String user = fields.get("username");
    String algorithm = algorithm(fields);
    if (user.isEmpty()
        || user.length() > LONGEST_NAME
        || user.chars().anyMatch(Character::isISOControl)
        || algorithm.isEmpty()
        || !fields.get("qop").equals("auth")
        || fields.get("cnonce").isEmpty()
        || !COUNT.matcher(fields.get("nc")).matches()
        || !RESPONSE.matcher(fields.get("response")).matches()) {
      return new Malformed("Broken Credentials");
    }
    if (!isSame(fields.get("uri"), knock.uri())) {
      return new Malformed("Credentials For Another Address");
    }
    Optional<Nonces.Id> nonce = nonces.known(fields.get("nonce"), knock.source());
    if (nonce.isEmpty()) {
      return new Stale();
    }
    Optional<Ha1> right = right(knock.method(), fields, algorithm, secretsOrDecoy(user, secrets));
    if (right.isEmpty()) {
      return new Wrong(user);
    }
    long count = HexFormat.fromHexDigitsToLong(fields.get("nc"));
    return nonces.use(nonce.get(), count) ? new Known(user, right.get()) : new Stale();
  }

  /** RFC 7616 section 3.4: without a name it is MD5. Empty if it was not offered. */
  private static String algorithm(DigestFields fields) {
    return switch (fields.get("algorithm").toUpperCase(Locale.ROOT)) {
      case "SHA-256" -> "SHA-256";
      case "", "MD5" -> "MD5";
      default -> "";
    };
  }

  private List<Ha1> secretsOrDecoy(String user, Function<String, List<Ha1>> secrets) {
    List<Ha1> found = secrets.apply(user);
    if (!found.isEmpty()) {
      return found;
    }
    // Nobody's password: what is compared with it never fits, and takes as long
    String nobodys = hex("SHA-256", HexFormat.of().formatHex(seal) + ":" + user);
    return List.of(new Ha1(nobodys, nobodys.substring(0, 32)));
  }

  private static Optional<Ha1> right(
      String method, DigestFields fields, String algorithm, List<Ha1> secrets) {
    byte[] given =
        fields.get("response").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    String request = hex(algorithm, method + ":" + fields.get("uri"));
    Optional<Ha1> right = Optional.empty();
    for (Ha1 secret : secrets) {
      String key = algorithm.equals("MD5") ? secret.md5() : secret.sha256();
      String expected =
          hex(
              algorithm,
              String.join(
                  ":",
                  key,
                  fields.get("nonce"),
                  fields.get("nc"),
                  fields.get("cnonce"),
                  "auth",
                  request));
      if (MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given)) {
        right = Optional.of(secret);
      }
    }
    return right;
  }

  /** RFC 7616 section 3.4.6; phones and proxies differ in ports and parameters. */
  private static boolean isSame(String digested, String requested) {
    Matcher one = ADDRESS.matcher(digested);
    Matcher other = ADDRESS.matcher(requested);
    return digested.equals(requested)
        || (one.matches()
            && other.matches()
            && String.valueOf(one.group(1)).equals(String.valueOf(other.group(1)))
            && one.group(2).equalsIgnoreCase(other.group(2)));
  }

  private static String hex(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(algorithm + " is part of every JDK", impossible);
    }
  }
}
