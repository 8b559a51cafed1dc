package org.jackfield.sip.container.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jackfield.sip.container.security.DigestCredentials.Counted;
import org.jackfield.sip.container.security.DigestCredentials.Legacy;

/**
 * The server's side of digest authentication for one realm. Entered by many threads; may wait where
 * {@link Passwords} does.
 */
public final class DigestVerifier {
  private static final String NOBODY = "nobody-at-all";

  private final String realm;
  private final Passwords passwords;
  private final DigestSettings settings;
  private final Nonces nonces;
  private final Failures failures;
  private final String opaque;
  private volatile String decoy = NOBODY;

  /**
   * Starts without memory.
   *
   * @param secret seals the nonces: random, and the same on nodes that share their callers
   */
  public DigestVerifier(
      String realm,
      Passwords passwords,
      DigestSettings settings,
      byte[] secret,
      InstantSource clock) {
    this.realm = realm;
    this.passwords = passwords;
    this.settings = settings;
    this.nonces = new Nonces(secret, realm, settings, clock);
    this.failures = new Failures(settings, clock);
    this.opaque = DigestAlgorithm.SHA_256.hex("opaque:" + realm).substring(0, 32);
  }

  /**
   * Values for as many WWW-Authenticate or Proxy-Authenticate header fields, to be sent in this
   * order (RFC 8760 section 2.3).
   */
  public List<String> challenge(Attempt attempt, Verdict verdict) {
    Challenge.Freshness freshness =
        verdict instanceof Verdict.Stale
            ? Challenge.Freshness.REPLACES_STALE
            : Challenge.Freshness.FIRST;
    String nonce = nonces.issue(attempt.source());
    return offered().stream()
        .map(algorithm -> Challenge.offer(realm, nonce, opaque, algorithm, freshness))
        .map(Challenge::headerValue)
        .toList();
  }

  private List<DigestAlgorithm> offered() {
    List<DigestAlgorithm> usable =
        settings.algorithms().stream().filter(passwords::support).toList();
    return usable.isEmpty() ? settings.algorithms() : usable;
  }

  /** Decides who sent a request. */
  public Verdict verify(Attempt attempt) {
    try {
      Optional<DigestCredentials> given = credentials(attempt);
      return given.isEmpty() ? new Verdict.Missing() : verify(attempt, given.get());
    } catch (MalformedHeaderException e) {
      return new Verdict.Malformed(e.reason());
    }
  }

  /** Picks ours: there may be others, for other realms (RFC 3261 section 22.3). */
  private Optional<DigestCredentials> credentials(Attempt attempt) throws MalformedHeaderException {
    for (String value : attempt.credentials()) {
      AuthenticationFields fields = AuthenticationFields.parse(value);
      if (fields.scheme().equalsIgnoreCase("Digest") && fields.require("realm").equals(realm)) {
        return Optional.of(DigestCredentials.of(fields));
      }
    }
    return Optional.empty();
  }

  private Verdict verify(Attempt attempt, DigestCredentials given) throws MalformedHeaderException {
    if (!settings.algorithms().contains(given.algorithm())) {
      throw new MalformedHeaderException(given.algorithm().token() + " was not offered");
    }
    if (!DigestUri.sameResource(given.uri(), attempt.requestUri())) {
      throw new MalformedHeaderException("The digest is for another URI than the request");
    }
    Optional<Nonces.Id> nonce = nonces.fresh(given.nonce(), attempt.source());
    if (nonce.isEmpty()) {
      return new Verdict.Stale();
    }
    if (failures.bars(given.username(), attempt.source())) {
      return new Verdict.Barred();
    }
    return switch (passwords.find(given.username(), realm, given.algorithm())) {
      case Passwords.Unavailable unavailable -> new Verdict.Unavailable();
      case Passwords.Unknown unknown -> unknown(attempt, given);
      case Passwords.Account account -> known(attempt, given, nonce.get(), account);
    };
  }

  private Verdict known(
      Attempt attempt, DigestCredentials given, Nonces.Id nonce, Passwords.Account account) {
    if (!isRight(attempt, given, account.secret())) {
      account.refuse();
      passwords.rehearse(NOBODY, realm, given.algorithm());
      return refused(attempt, given);
    }
    boolean unused =
        switch (given.protection()) {
          case Counted counted -> nonces.take(nonce, counted.count());
          case Legacy legacy -> nonces.takeOnce(nonce);
        };
    // Guesses sent all at once must not slip past the limit side by side.
    boolean barred = failures.bars(given.username(), attempt.source());
    if (!unused || barred) {
      account.refuse();
      return barred ? new Verdict.Barred() : new Verdict.Stale();
    }
    Optional<Caller> caller = account.admit();
    if (caller.isEmpty()) {
      return refused(attempt, given);
    }
    decoy = given.username();
    return new Verdict.Verified(caller.get());
  }

  /** Does for an unknown user all that is done for a known one, so that time tells nothing. */
  private Verdict unknown(Attempt attempt, DigestCredentials given) {
    passwords.rehearse(decoy, realm, given.algorithm());
    byte[] nobodys = given.algorithm().secret(given.username(), realm, NOBODY);
    String unused = given.expected(nobodys, attempt.method(), attempt.body());
    return refused(attempt, given);
  }

  private Verdict refused(Attempt attempt, DigestCredentials given) {
    return failures.add(given.username(), attempt.source())
        ? new Verdict.Refused()
        : new Verdict.Barred();
  }

  private static boolean isRight(Attempt attempt, DigestCredentials given, byte[] secret) {
    String expected = given.expected(secret, attempt.method(), attempt.body());
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        given.response().getBytes(StandardCharsets.US_ASCII));
  }
}
