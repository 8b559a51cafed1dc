package org.jackfield.sip.container.security;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.sip.container.Transport;

/**
 * Lets a request through to a servlet, or says what to answer it: constraints and digest together.
 * Entered by many threads.
 */
public final class Gatekeeper {
  private final Constraints constraints;
  private final DigestVerifier verifier;

  public Gatekeeper(Constraints constraints, DigestVerifier verifier) {
    this.constraints = constraints;
    this.verifier = verifier;
  }

  /** What is asked of the request that knocks. */
  public interface Knock {
    String servletName();

    String method();

    String requestUri();

    Transport transport();

    InetAddress source();

    /** All values of a header, as they came. */
    List<String> headers(String name);

    byte[] body();
  }

  /** What the gate says. */
  public sealed interface Ruling {}

  /** Go on, with the caller if one had to be known. */
  public record Pass(Optional<Caller> caller) implements Ruling {}

  /** Send this final response, with as many fields of the header as there are values. */
  public record Answer(int status, String header, List<String> values) implements Ruling {
    public Answer {
      values = List.copyOf(values);
    }

    static Answer plain(int status) {
      return new Answer(status, "", List.of());
    }
  }

  public Ruling rule(Knock knock) {
    return switch (constraints.access(knock.servletName(), knock.method(), knock.transport())) {
      case Access.Open open -> new Pass(Optional.empty());
      case Access.Nobody nobody -> Answer.plain(403);
      case Access.OnlySecure onlySecure -> Answer.plain(403);
      case Access.AnyCaller(Challenger challenger) -> authenticate(knock, challenger, Set.of());
      case Access.InRole(Set<String> roles, Challenger challenger) ->
          roles.isEmpty() ? Answer.plain(403) : authenticate(knock, challenger, roles);
    };
  }

  private Ruling authenticate(Knock knock, Challenger challenger, Set<String> roles) {
    Attempt attempt =
        new Attempt(
            knock.method(),
            knock.requestUri(),
            knock.headers(challenger.credentialsHeader()),
            knock::body,
            knock.source());
    Verdict verdict = verifier.verify(attempt);
    return switch (verdict) {
      case Verdict.Verified(Caller caller) ->
          roles.isEmpty() || caller.isInOneOf(roles)
              ? new Pass(Optional.of(caller))
              : Answer.plain(403);
      case Verdict.Missing missing -> challenge(attempt, challenger, verdict);
      case Verdict.Stale stale -> challenge(attempt, challenger, verdict);
      case Verdict.Refused refused -> challenge(attempt, challenger, verdict);
      case Verdict.Barred barred -> Answer.plain(403);
      case Verdict.Malformed malformed -> Answer.plain(400);
      case Verdict.Unavailable unavailable -> new Answer(503, "Retry-After", List.of("10"));
    };
  }

  private Ruling challenge(Attempt attempt, Challenger challenger, Verdict verdict) {
    return new Answer(
        challenger.status(), challenger.challengeHeader(), verifier.challenge(attempt, verdict));
  }
}
