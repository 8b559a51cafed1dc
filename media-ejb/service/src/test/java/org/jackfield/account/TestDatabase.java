package org.jackfield.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.persistence.internal.jpa.EJBQueryImpl;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.Session;

/** A database with our schema, and the services on it, outside of a server. */
final class TestDatabase implements AutoCloseable {

  private final EntityManagerFactory factory;
  final EntityManager entityManager;
  final Belongings belongings = new Belongings();
  final Accounts accounts = new Accounts();
  final CallArchive archive = new CallArchive();
  final AccountDirectory directory = new AccountDirectory();
  final StoredCallerIdChecks checks = new StoredCallerIdChecks();
  final StoredTrunks trunks = new StoredTrunks();

  TestDatabase(String url, String user, String password) {
    Schema.steps().dataSource(url, user, password).load().migrate();
    Map<String, String> properties = new HashMap<>();
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.jtaDataSource", "");
    properties.put("jakarta.persistence.jdbc.url", url);
    properties.put("jakarta.persistence.jdbc.user", user);
    properties.put("jakarta.persistence.jdbc.password", password);
    properties.put("eclipselink.weaving", "false");
    properties.put("eclipselink.target-server", "None");
    factory = Persistence.createEntityManagerFactory("jackfield", properties);
    entityManager = factory.createEntityManager();
    Changes changes =
        new Changes() {
          @Override
          public void tell(Owned thing) {
            directory.forget(new Changed(thing.getClass(), thing.accountSid, thing.sid));
          }
        };
    Settings settings = new Settings();
    settings.use(secrets());
    belongings.database = entityManager;
    belongings.changes = changes;
    accounts.database = entityManager;
    accounts.changes = changes;
    accounts.settings = settings;
    archive.database = entityManager;
    checks.database = entityManager;
    checks.belongings = belongings;
    checks.settings = settings;
    directory.accounts = accounts;
    trunks.database = entityManager;
    trunks.settings = settings;
  }

  private static Secrets secrets() {
    try {
      Path folder = Files.createTempDirectory("jackfield");
      Secrets secrets = Secrets.of(folder.resolve("key"));
      Files.delete(folder.resolve("key"));
      Files.delete(folder);
      return secrets;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  static TestDatabase inMemory() {
    return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  /** Does something in a transaction, with nothing remembered from before. */
  <T> T within(Supplier<T> work) {
    entityManager.clear();
    entityManager.getTransaction().begin();
    try {
      T result = work.get();
      entityManager.getTransaction().commit();
      return result;
    } catch (RuntimeException failed) {
      if (entityManager.getTransaction().isActive()) {
        entityManager.getTransaction().rollback();
      }
      throw failed;
    }
  }

  /** What a query asks the database. */
  String sqlOf(TypedQuery<?> query) {
    DatabaseQuery prepared = query.unwrap(EJBQueryImpl.class).getDatabaseQuery();
    prepared.prepareCall(entityManager.unwrap(Session.class), new DatabaseRecord());
    return prepared.getSQLString();
  }

  /** A value of a condition, as the database has it. */
  static Object bound(Object value) {
    return value instanceof Instant moment ? (Object) micros(moment) : value;
  }

  static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  @Override
  public void close() {
    entityManager.close();
    factory.close();
  }
}
