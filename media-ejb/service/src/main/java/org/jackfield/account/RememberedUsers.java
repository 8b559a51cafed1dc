package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Ha1;
import org.jackfield.admission.Users;
import org.jackfield.call.Sid;

/** SIP domains and their users from memory. Any thread. */
@ApplicationScoped
public class RememberedUsers implements Users {

  private static final Duration LIFE = Duration.ofSeconds(5);

  /** Longer, since a phone that shows up once a minute should not cost a question each time. */
  private static final Duration LIFE_OF_USERS = Duration.ofMinutes(5);

  private static final int MOST = 2_000;
  private static final int MOST_USERS = 50_000;

  @Inject SipUsers stored;
  @Inject AccountDirectory accounts;
  @Inject Settings settings;

  private final Remembered<String, Domain> domains =
      new Remembered<>(
          name -> stored.domain(name), LIFE, MOST, RememberedUsers::beside, System::nanoTime);
  private final Remembered<Sid, List<Domain>> domainsOf =
      new Remembered<>(
          account -> Optional.of(stored.domains(account)),
          LIFE,
          MOST,
          RememberedUsers::beside,
          System::nanoTime);
  private final Remembered<User, List<Ha1>> secrets =
      new Remembered<>(
          user -> Optional.of(stored.secrets(user.lists, user.name)).filter(it -> !it.isEmpty()),
          LIFE_OF_USERS,
          MOST_USERS,
          RememberedUsers::beside,
          System::nanoTime);

  private record User(Sid account, List<Sid> lists, String name) {}

  private static void beside(Runnable question) {
    Thread.ofVirtual().name("jackfield-users").start(question);
  }

  @Override
  public Optional<Domain> domain(String name) {
    return domains
        .get(name.toLowerCase(Locale.ROOT))
        .filter(domain -> accounts.account(domain.accountSid()).isPresent());
  }

  @Override
  public List<Domain> domains(Sid accountSid) {
    return domainsOf.get(accountSid).orElse(List.of());
  }

  @Override
  public List<Ha1> secrets(Domain domain, List<Sid> lists, String user) {
    return secrets.get(new User(domain.accountSid(), lists, user)).orElse(List.of());
  }

  @Override
  public byte[] seal() {
    return settings.secrets().keyFor("nonces of SIP");
  }

  /** Whoever has been shut out stays out. */
  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changes.Changed change) {
    Class<?> kind = change.kind();
    if (kind == Credential.class || kind == CredentialList.class) {
      secrets.forget((user, found) -> user.account.value().equals(change.account()));
    } else if (kind == SipDomain.class
        || kind == DomainMapping.class
        || kind == AddressList.class
        || kind == Address.class) {
      domains.forget((name, found) -> found.accountSid().value().equals(change.account()));
      domainsOf.forget((account, found) -> account.value().equals(change.account()));
    }
  }
}
