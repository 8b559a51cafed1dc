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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
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
    Schema.steps().dataSource(dataSource).connectRetries(30).load().migrate();
    if (accounts.isEmpty()) {
      openFirst();
    }
    demonstrate();
    records.start();
  }

  /**
   * The token goes into a file that its owner alone may read, and into no log. The file comes
   * first: an account whose token nobody knows would be the last one as well.
   */
  private void openFirst() {
    Sid sid = Sid.random("AC");
    String token = Secrets.random();
    Path file = settings.dataFolder().resolve("jackfield-account.txt");
    try {
      announce(file, sid, token);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The first account cannot be written to " + file, unwritable);
    }
    try {
      accounts.openFirst(sid, "Administrator", token);
    } catch (RuntimeException failed) {
      if (accounts.isEmpty()) {
        throw failed;
      }
      // A commit whose answer was lost has made it all the same
      if (accounts.find(sid).isEmpty()) {
        takeBack(file);
        LOG.log(
            Level.INFO,
            "Another node has just made the administrator account, and has its file: {0}",
            failed.getMessage());
        return;
      }
    }
    LOG.log(
        Level.WARNING,
        "The administrator account {0} has been made; its token is in {1}",
        sid,
        file);
  }

  private static void takeBack(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      LOG.log(
          Level.WARNING, "What " + file + " says opens nothing, and it cannot be deleted", stays);
    }
  }

  /** One of an earlier database, which is another account's, stays beside it. */
  static void announce(Path file, Sid sid, String token) throws IOException {
    if (Files.exists(file)) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".old"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Secrets.writePrivately(file, "AccountSid=" + sid + "\nAuthToken=" + token + "\n");
  }

  /** A number for the first call, as the system properties say. */
  private void demonstrate() {
    String set = System.getProperty("jackfield.demo.number", "");
    String address = System.getProperty("jackfield.demo.url", "");
    if (set.isEmpty() || address.isEmpty()) {
      return;
    }
    String number = PhoneNumber.canonical(set).orElse(set);
    Sid owner = accounts.eldest().sid();
    List<PhoneNumber> known =
        belongings
            .list(PhoneNumber.class, owner, List.of(Condition.is("number", number)), Range.first(1))
            .items();
    String sid =
        known.isEmpty()
            ? belongings.add(new PhoneNumber(owner, number)).sid().value()
            : known.get(0).sid().value();
    belongings.change(PhoneNumber.class, owner, sid, it -> lead(it.voice(), address));
  }

  /** Callbacks of the application before are no concern of another one. */
  static void lead(Voice voice, String address) {
    if (!voice.url().equals(Optional.of(address))) {
      voice.url(address);
      voice.statusCallback("");
    }
  }
}
