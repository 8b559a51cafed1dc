package org.jackfield.account;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on the database of production, started as a process of its own. */
class AccountsOnPostgresTest extends AccountsContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TestDatabase open() {
    EmbeddedPostgres running = server;
    if (running == null) {
      throw new IllegalStateException("PostgreSQL does not run");
    }
    String name = "accounts" + NUMBER.incrementAndGet();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return new TestDatabase(running.getJdbcUrl("postgres", name), "postgres", "postgres");
  }
}
