package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Sid;
import org.jackfield.setting.WholeNumbers;
import org.jspecify.annotations.Nullable;

/** Ceilings from the accounts, and from what the operator has set for all. Any thread. */
@ApplicationScoped
public class StoredCeilings implements Ceilings {

  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final int MOST = 20_000;
  private static final Logger LOG = System.getLogger(StoredCeilings.class.getName());

  @Inject Accounts accounts;
  @Inject Usage usage;

  private final Ceiling server;
  private final Remembered<Sid, DialingPermissions> permissions =
      new Remembered<>(
          sid -> accounts.find(sid).map(Account::permissions),
          LIFE,
          MOST,
          question -> Thread.ofVirtual().name("jackfield-ceilings").start(question),
          System::nanoTime);

  /** With what the operator has set, {@code jackfield.dialing.*}. */
  public StoredCeilings() {
    this(System::getProperty);
  }

  StoredCeilings(UnaryOperator<@Nullable String> property) {
    WholeNumbers numbers = new WholeNumbers(property);
    server =
        new Ceiling(
            Ceiling.prefixes(
                Optional.ofNullable(property.apply("jackfield.dialing.allowed-prefixes"))
                    .orElse("")),
            number(numbers, "jackfield.dialing.concurrent-calls"),
            number(numbers, "jackfield.dialing.calls-per-second"),
            number(numbers, "jackfield.dialing.minutes-per-day"));
  }

  /** Makes it at the start, so that a wrong setting is told then. */
  void beginsWith(@Observes Startup start) {}

  private static Optional<Integer> number(WholeNumbers numbers, String name) {
    return numbers.isSet(name) ? Optional.of(numbers.intOf(name, 0, 0)) : Optional.empty();
  }

  @Override
  public Ceiling of(Sid accountSid) {
    try {
      return permissions.get(accountSid).orElse(DialingPermissions.NONE).over(server);
    } catch (RuntimeException away) {
      // The database, and nobody has asked for this account since the server started
      LOG.log(Level.DEBUG, "The server's own ceilings hold for " + accountSid, away);
      return server;
    }
  }

  @Override
  public Duration talked(Sid accountSid, Instant since) {
    return usage.talked(accountSid, since);
  }

  /** Of what has been changed nothing old is told. */
  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changes.Changed change) {
    if (change.kind() == Account.class) {
      permissions.forget((sid, found) -> sid.value().equals(change.sid()));
    }
  }
}
