package org.jackfield.admission;

import java.util.List;
import java.util.Optional;
import org.jackfield.admission.Admission.Admitted;
import org.jackfield.admission.Admission.Challenged;
import org.jackfield.admission.Admission.Refused;
import org.jackfield.call.Sid;

/**
 * Decides who may register at, and call, the SIP domains of accounts. A domain that takes nobody
 * refuses everybody. Who asks to register, or to call, learns neither which domains there are that
 * ask for passwords nor which users: all get the same answers until the password is right. Any
 * thread.
 */
public final class Gate {

  private final Users users;
  private final Digest digest;
  private final Logins logins;

  /** A gate that asks for passwords of one realm. */
  public Gate(Users users, Digest digest, Logins logins) {
    this.users = users;
    this.digest = digest;
    this.logins = logins;
  }

  /**
   * Whether somebody may register at a domain, as which user.
   *
   * @param domain that of the Request-URI, if it is one of ours
   */
  public Admission register(Knock knock, Optional<Domain> domain) {
    Optional<Domain> open = domain.filter(Domain::registers);
    Admission admission = identify(knock, open, open.map(Domain::registrants).orElse(List.of()));
    boolean plain = open.filter(Domain::secure).isPresent() && !knock.encrypted();
    return admission instanceof Admitted && plain ? new Refused(403, "TLS Only") : admission;
  }

  /** Whether somebody may call a domain. */
  public Admission call(Knock knock, Domain domain) {
    Admission admission = caller(knock, domain);
    if (!(admission instanceof Admitted) || !domain.secure()) {
      return admission;
    }
    if (!knock.encrypted()) {
      return new Refused(403, "TLS Only");
    }
    return knock.plainSound() ? new Refused(488, "Encrypted Sound Only") : admission;
  }

  /** Says to who calls a domain that is not there what one that is there would say. */
  public Admission callNobody(Knock knock) {
    return identify(knock, Optional.empty(), List.of());
  }

  private Admission caller(Knock knock, Domain domain) {
    List<Sid> lists = domain.callingLists();
    // Who shows who he is, is known by that also where his address alone would do
    boolean nameless = knock.credentials().isEmpty() || lists.isEmpty();
    if (nameless && domain.networks().lists(knock.source())) {
      return new Admitted(Optional.empty());
    }
    return lists.isEmpty()
        ? new Refused(403, "Forbidden")
        : identify(knock, Optional.of(domain), lists);
  }

  private Admission identify(Knock knock, Optional<Domain> domain, List<Sid> lists) {
    Digest.Verdict verdict =
        digest.verify(
            knock, user -> domain.map(open -> users.secrets(open, lists, user)).orElse(List.of()));
    return switch (verdict) {
      case Digest.Known known -> {
        logins.succeeded(knock.source());
        yield new Admitted(Optional.of(known.user()));
      }
      case Digest.Wrong(String user) -> {
        logins.failed(knock.source(), user);
        yield new Challenged(digest.challenge(knock, false));
      }
      case Digest.Missing missing -> new Challenged(digest.challenge(knock, false));
      case Digest.Stale stale -> new Challenged(digest.challenge(knock, true));
      case Digest.Malformed(String reason) -> new Refused(400, reason);
    };
  }
}
