package org.jackfield.sip.container.security;

import static org.jackfield.sip.container.security.AuthenticationFields.quoted;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server asks for in WWW-Authenticate or Proxy-Authenticate (RFC 7616 section 3.3). */
public record Challenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    DigestAlgorithm algorithm,
    Set<Qop> qops,
    Naming naming,
    Freshness freshness) {

  /** Whether the nonce replaces one that was good but too old. */
  public enum Freshness {
    FIRST,
    REPLACES_STALE
  }

  /** Whether the client may send the hash of the user's name instead of the name. */
  public enum Naming {
    PLAIN,
    HASHED
  }

  public Challenge {
    // An empty set is a server of RFC 2069's time, which knows no quality of protection.
    qops = qops.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(qops));
  }

  /** A challenge of ours: qop "auth" alone, which every phone knows. */
  static Challenge offer(
      String realm, String nonce, String opaque, DigestAlgorithm algorithm, Freshness freshness) {
    return new Challenge(
        realm, nonce, Optional.of(opaque), algorithm, Set.of(Qop.AUTH), Naming.PLAIN, freshness);
  }

  /** Reads a challenge; empty for a scheme, an algorithm or a protection that we do not know. */
  public static Optional<Challenge> parse(String value) throws MalformedHeaderException {
    AuthenticationFields fields = AuthenticationFields.parse(value);
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.named(fields.get("algorithm").orElse(DigestAlgorithm.MD5.token()));
    if (!fields.scheme().equalsIgnoreCase("Digest") || algorithm.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> offered = fields.get("qop");
    Set<Qop> known = EnumSet.noneOf(Qop.class);
    for (String token : offered.map(list -> List.of(list.split(","))).orElse(List.of())) {
      Qop.named(token).ifPresent(known::add);
    }
    boolean legacy = offered.isEmpty();
    if (legacy ? algorithm.get().needsClientNonce() : known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Challenge(
            fields.require("realm"),
            fields.require("nonce"),
            fields.get("opaque"),
            algorithm.get(),
            known,
            isTrue(fields.get("userhash")) ? Naming.HASHED : Naming.PLAIN,
            isTrue(fields.get("stale")) ? Freshness.REPLACES_STALE : Freshness.FIRST));
  }

  /** The same challenge with the nonce that the server named in the meantime. */
  public Challenge withNonce(String next) {
    return new Challenge(realm, next, opaque, algorithm, qops, naming, freshness);
  }

  /** The text of the header. */
  public String headerValue() {
    StringBuilder value = new StringBuilder(200).append("Digest realm=").append(quoted(realm));
    if (!qops.isEmpty()) {
      String list = qops.stream().map(Qop::token).collect(Collectors.joining(","));
      value.append(", qop=").append(quoted(list));
    }
    value.append(", nonce=").append(quoted(nonce));
    opaque.ifPresent(text -> value.append(", opaque=").append(quoted(text)));
    value.append(", algorithm=").append(algorithm.token());
    if (freshness == Freshness.REPLACES_STALE) {
      value.append(", stale=true");
    }
    if (naming == Naming.HASHED) {
      value.append(", userhash=true");
    }
    return value.toString();
  }

  private static boolean isTrue(Optional<String> flag) {
    return flag.map("true"::equalsIgnoreCase).orElse(false);
  }
}
