package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;

/** Accounts and numbers from memory. Any thread. */
@ApplicationScoped
public class AccountDirectory implements Directory {

  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final int MOST = 20_000;

  @Inject Accounts accounts;

  private final Remembered<Sid, Credentials> credentials =
      new Remembered<>(
          user -> accounts.credentials(user),
          LIFE,
          MOST,
          AccountDirectory::beside,
          System::nanoTime);
  private final Remembered<String, Destination> destinations =
      new Remembered<>(
          called -> accounts.called(called),
          LIFE,
          MOST,
          AccountDirectory::beside,
          System::nanoTime);

  private static void beside(Runnable question) {
    Thread.ofVirtual().name("jackfield-directory").start(question);
  }

  @Override
  public Optional<Destination> called(String called) {
    return destinations
        .get(called.toLowerCase(Locale.ROOT))
        .filter(destination -> account(destination.accountSid()).isPresent());
  }

  @Override
  public Optional<Directory.Account> account(Sid accountSid) {
    return credentials
        .get(accountSid)
        .filter(found -> found.status() == org.jackfield.account.Account.Status.ACTIVE)
        .flatMap(found -> found.token().map(token -> new Directory.Account(accountSid, token)));
  }

  Optional<Credentials> credentials(Sid user) {
    return credentials.get(user);
  }

  /** Of what has been changed nothing old is told, not even while the database is away. */
  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changes.Changed change) {
    if (change.kind() == org.jackfield.account.Account.class) {
      credentials.forget((user, found) -> concerns(found, change.sid()));
    } else if (change.kind() == ApiKey.class) {
      credentials.forget((user, found) -> user.value().equals(change.sid()));
    } else if (change.kind() == Application.class) {
      // Any number of the account may lead to it
      destinations.forget((called, found) -> found.accountSid().value().equals(change.account()));
    } else if (change.kind() == PhoneNumber.class) {
      destinations.forget((called, found) -> is(change.sid(), found.numberSid()));
    } else if (change.kind() == SipDomain.class) {
      destinations.forget((called, found) -> is(change.sid(), found.domainSid()));
    }
  }

  private static boolean concerns(Credentials found, String account) {
    return found.account().value().equals(account) || is(account, found.parent());
  }

  private static boolean is(String sid, Optional<Sid> other) {
    return other.filter(it -> it.value().equals(sid)).isPresent();
  }
}
