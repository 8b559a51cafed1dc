package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many small commits leave in the file of H2. */
class FileSpaceTest {

  private static final int ROWS = 4_000;

  @TempDir private Path folder;

  private static int percentInUse(Connection connection) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    FileStore<?> file = session.getDatabase().getStore().getMvStore().getFileStore();
    return file.getChunksFillRate();
  }

  @Test
  void isGivenBackWhileTheDatabaseIsInUse() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("calls") + ";WRITE_DELAY=0";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table call (sid varchar(34) primary key, text varchar(500))");
      insertOneByOne(connection);
      int before = percentInUse(connection);
      // What is younger than 45 s is left alone otherwise
      statement.execute("set retention_time 0");

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (percentInUse(connection) < 50 && System.nanoTime() < deadline) {
        FileSpace.H2.tidy(connection);
        // What has been written last is left alone until there is something newer
        statement.execute("update call set text = text where sid like 'CA00%'");
      }

      assertThat(before).as("percent in use, left alone").isLessThan(40);
      assertThat(percentInUse(connection)).as("percent in use").isGreaterThanOrEqualTo(50);
      try (ResultSet all = statement.executeQuery("select count(*), sum(length(text)) from call")) {
        assertThat(all.next()).isTrue();
        assertThat(all.getInt(1)).isEqualTo(ROWS);
        assertThat(all.getInt(2)).isEqualTo(ROWS * 400);
      }
    }
  }

  private static void insertOneByOne(Connection connection) throws SQLException {
    Random random = new Random(1);
    try (PreparedStatement insert = connection.prepareStatement("insert into call values (?, ?)")) {
      for (int row = 0; row < ROWS; row++) {
        insert.setString(1, "CA%016x%016x".formatted(random.nextLong(), random.nextLong()));
        insert.setString(2, "x".repeat(400));
        insert.executeUpdate();
      }
    }
  }
}
