package org.jackfield.sip.container.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** A client that knocks at a verifier, over and over. */
final class Phone {
  static final String URI = "sip:" + Users.REALM;

  private final DigestVerifier verifier;
  private final InetAddress source;

  Phone(DigestVerifier verifier, String address) {
    this.verifier = verifier;
    this.source = address(address);
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " is not an address", e);
    }
  }

  List<String> challenges() {
    return verifier.challenge(attempt(List.of()), new Verdict.Missing());
  }

  /** Ready to answer a new challenge of this algorithm. */
  DigestAnswer answer(DigestAlgorithm algorithm, String user, String password) {
    Challenge challenge =
        challenges().stream()
            .flatMap(value -> DigestAnswer.strongest(List.of(value)).stream())
            .filter(one -> one.algorithm() == algorithm)
            .findFirst()
            .orElseThrow();
    return new DigestAnswer(challenge, user, password);
  }

  Verdict send(DigestAnswer answer) {
    return send(answer.next("REGISTER", URI, new byte[0]).headerValue());
  }

  Verdict send(String... credentials) {
    return verifier.verify(attempt(List.of(credentials)));
  }

  /** Answers a new challenge at once. */
  Verdict login(DigestAlgorithm algorithm, String user, String password) {
    return send(answer(algorithm, user, password));
  }

  private Attempt attempt(List<String> credentials) {
    return new Attempt("REGISTER", URI, credentials, Attempt.Body.NONE, source);
  }
}
