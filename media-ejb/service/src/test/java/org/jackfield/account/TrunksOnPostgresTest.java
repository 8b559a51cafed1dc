package org.jackfield.account;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on the database of production. */
class TrunksOnPostgresTest extends TrunksContract {

  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TestDatabase open() {
    return Objects.requireNonNull(server, "PostgreSQL").database();
  }
}
