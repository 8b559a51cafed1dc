package org.jackfield.account;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The database of production as a process of its own, with a database for each test. */
final class PostgresServer implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final EmbeddedPostgres server;

  PostgresServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  /** A new one, without any table. */
  TestDatabase database() {
    String name = "test" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return new TestDatabase(server.getJdbcUrl("postgres", name), "postgres", "postgres");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
