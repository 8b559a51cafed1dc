package org.jackfield.sip.container.security;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.container.security.DigestCredentials.Counted;
import org.jackfield.sip.container.security.DigestCredentials.Legacy;
import org.jackfield.sip.container.security.DigestCredentials.Protection;

/**
 * The client's side: answers one challenge for one user, and further requests with the same nonce,
 * which it counts. Entered by many threads.
 */
public final class DigestAnswer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CLIENT_NONCE = 18;

  private final String user;
  private final String password;
  private Challenge challenge;
  private long count;

  public DigestAnswer(Challenge challenge, String user, String password) {
    this.challenge = challenge;
    this.user = user;
    this.password = password;
  }

  /**
   * Picks for each realm the challenge with the strongest algorithm, the upper one of equals;
   * challenges that we cannot answer or read are left out. Realms are in the order of the headers.
   */
  public static List<Challenge> strongest(List<String> headerValues) {
    Map<String, Challenge> best = new LinkedHashMap<>();
    for (String value : headerValues) {
      readable(value)
          .ifPresent(one ->
              best.merge(
                  one.realm(),
                  one,
                  (upper, lower) ->
                      lower.algorithm().compareTo(upper.algorithm()) > 0 ? lower : upper));
    }
    return new ArrayList<>(best.values());
  }

  private static Optional<Challenge> readable(String value) {
    try {
      return Challenge.parse(value);
    } catch (MalformedHeaderException e) {
      return Optional.empty();
    }
  }

  /** The credentials for the next request. */
  public synchronized DigestCredentials next(String method, String uri, byte[] body) {
    count++;
    return answer(method, uri, body, count, clientNonce());
  }

  /** The server's Authentication-Info may have named the nonce to go on with. */
  public synchronized void heard(String authenticationInfo) throws MalformedHeaderException {
    // The header has parameters and no scheme (RFC 7615 section 3).
    AuthenticationFields.parse("Digest " + authenticationInfo)
        .get("nextnonce")
        .filter(next -> !next.equals(challenge.nonce()))
        .ifPresent(next -> {
          challenge = challenge.withNonce(next);
          count = 0;
        });
  }

  /** The credentials for a request that the caller has counted itself. */
  public synchronized DigestCredentials numbered(
      long number, String method, String uri, byte[] body) {
    return answer(method, uri, body, number, clientNonce());
  }

  synchronized DigestCredentials answer(
      String method, String uri, byte[] body, long number, String clientNonce) {
    DigestAlgorithm algorithm = challenge.algorithm();
    boolean hashed = challenge.naming() == Challenge.Naming.HASHED;
    DigestCredentials unsigned =
        new DigestCredentials(
            hashed ? algorithm.userHash(user, challenge.realm()) : user,
            challenge.naming(),
            challenge.realm(),
            challenge.nonce(),
            uri,
            "",
            algorithm,
            challenge.opaque(),
            protection(number, clientNonce));
    byte[] secret = algorithm.secret(user, challenge.realm(), password);
    return unsigned.withResponse(unsigned.expected(secret, method, () -> body));
  }

  private Protection protection(long number, String clientNonce) {
    if (challenge.qops().isEmpty()) {
      return new Legacy();
    }
    // auth-int breaks where somebody on the way changes the SDP, so only if nothing else is left.
    Qop qop = challenge.qops().contains(Qop.AUTH) ? Qop.AUTH : Qop.AUTH_INT;
    return new Counted(qop, clientNonce, number);
  }

  static String clientNonce() {
    byte[] bytes = new byte[CLIENT_NONCE];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
