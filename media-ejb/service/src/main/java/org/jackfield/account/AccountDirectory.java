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

  private final Remembered<Sid, Optional<Credentials>> credentials =
      new Remembered<>(user -> accounts.credentials(user), LIFE, MOST, System::nanoTime);

  private final Remembered<String, Optional<Destination>> destinations =
      new Remembered<>(called -> accounts.called(called), LIFE, MOST, System::nanoTime);

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

  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changes.Changed change) {
    credentials.changed();
    destinations.changed();
  }
}
