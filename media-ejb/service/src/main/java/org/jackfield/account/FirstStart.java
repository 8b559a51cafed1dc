package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** Brings the database to this version's schema, and makes the first account if there is none. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {

  private static final Logger LOG = System.getLogger("org.jackfield.account");

  @Resource @Nullable DataSource dataSource;

  @Inject Accounts accounts;
  @Inject Belongings belongings;
  @Inject JournaledCallRecords records;
  @Inject Settings settings;

  @PostConstruct
  void start() {
    Flyway.configure(FirstStart.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .connectRetries(30)
        .load()
        .migrate();
    if (accounts.isEmpty()) {
      announce(accounts.open("Administrator", Optional.empty()));
    }
    demonstrate();
    records.start();
  }

  /** The token goes into a file that its owner alone may read, and into no log. */
  private void announce(Account administrator) {
    String token = accounts.token(administrator);
    Path file = settings.dataFolder().resolve("jackfield-account.txt");
    try {
      Secrets.writePrivately(
          file, "AccountSid=" + administrator.sid() + "\nAuthToken=" + token + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The first account cannot be written to " + file, unwritable);
    }
    LOG.log(
        Level.WARNING,
        "The administrator account {0} has been made; its token is in {1}",
        administrator.sid(),
        file);
  }

  /** A number for the first call, as the system properties say. */
  private void demonstrate() {
    String number = System.getProperty("jackfield.demo.number", "");
    String address = System.getProperty("jackfield.demo.url", "");
    if (number.isEmpty() || address.isEmpty()) {
      return;
    }
    Sid owner = accounts.eldest().sid();
    List<PhoneNumber> known =
        belongings
            .list(PhoneNumber.class, owner, List.of(Condition.is("number", number)), Range.first(1))
            .items();
    String sid =
        known.isEmpty()
            ? belongings.add(new PhoneNumber(owner, number)).sid().value()
            : known.get(0).sid().value();
    belongings.change(PhoneNumber.class, owner, sid, it -> it.voice().url(address));
  }
}
