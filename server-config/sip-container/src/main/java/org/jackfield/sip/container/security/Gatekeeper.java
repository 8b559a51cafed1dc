package org.jackfield.sip.container.security;

import java.net.InetAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.sip.container.Transport;

/**
 * Lets a request through to a servlet, or says what to answer it: constraints and who the sender
 * is, together. Entered by many threads.
 */
public final class Gatekeeper {
  private final Constraints constraints;
  private final Authenticator authenticator;

  public Gatekeeper(Constraints constraints, Authenticator authenticator) {
    this.constraints = constraints;
    this.authenticator = authenticator;
  }

  /** What is asked of the request that knocks. */
  public interface Knock {
    String servletName();

    String method();

    String requestUri();

    Transport transport();

    InetAddress source();

    /** By which TLS knows the sender, its own first; empty where it does not. */
    List<Certificate> certificates();

    /** All values of a header, as they came. */
    List<String> headers(String name);

    byte[] body();

    /** Told of wrong credentials that answer a challenge given to this very source. */
    default void failed() {}
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

    /** Users cannot be looked up now. */
    static Answer later() {
      return new Answer(503, "Retry-After", List.of("10"));
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
    Ruling ruling = authenticator.authenticate(knock, challenger);
    boolean lacksRole =
        ruling instanceof Pass(Optional<Caller> caller)
            && !roles.isEmpty()
            && caller.filter(known -> known.isInOneOf(roles)).isEmpty();
    return lacksRole ? Answer.plain(403) : ruling;
  }
}
