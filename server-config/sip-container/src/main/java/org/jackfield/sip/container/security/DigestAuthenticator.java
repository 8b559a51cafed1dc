package org.jackfield.sip.container.security;

import java.util.Optional;
import org.jackfield.sip.container.security.Gatekeeper.Answer;
import org.jackfield.sip.container.security.Gatekeeper.Knock;
import org.jackfield.sip.container.security.Gatekeeper.Pass;
import org.jackfield.sip.container.security.Gatekeeper.Ruling;

/** Senders prove who they are by a password, RFC 3261 section 22. Entered by many threads. */
public record DigestAuthenticator(DigestVerifier verifier) implements Authenticator {
  @Override
  public Ruling authenticate(Knock knock, Challenger challenger) {
    Attempt attempt =
        new Attempt(
            knock.method(),
            knock.requestUri(),
            knock.headers(challenger.credentialsHeader()),
            knock::body,
            knock.source());
    Verdict verdict = verifier.verify(attempt);
    if (verdict instanceof Verdict.Refused || verdict instanceof Verdict.Barred) {
      knock.failed();
    }
    return switch (verdict) {
      case Verdict.Verified(Caller caller) -> new Pass(Optional.of(caller));
      case Verdict.Missing missing -> challenge(attempt, challenger, verdict);
      case Verdict.Stale stale -> challenge(attempt, challenger, verdict);
      case Verdict.Refused refused -> challenge(attempt, challenger, verdict);
      case Verdict.Barred barred -> Answer.plain(403);
      case Verdict.Malformed malformed -> Answer.plain(400);
      case Verdict.Unavailable unavailable -> Answer.later();
    };
  }

  private Ruling challenge(Attempt attempt, Challenger challenger, Verdict verdict) {
    return new Answer(
        challenger.status(), challenger.challengeHeader(), verifier.challenge(attempt, verdict));
  }
}
