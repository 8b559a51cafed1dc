package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what H2 has written and needs no more. Each commit of ours is in the file before it is
 * answered ({@code WRITE_DELAY=0}); H2 has no thread then that tidies up, and each commit would
 * stay in the file for as long as a part of it is in use: 33 KB a call.
 */
@Singleton
@Startup
@DependsOn("FirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class FileSpace {

  private static final Logger LOG = System.getLogger(FileSpace.class.getName());

  private static final long INTERVAL_MILLIS = 5_000;

  /** Percent of what is written that shall be in use. */
  private static final int IN_USE = 50;

  /** So much is written anew at once: a commit of others waits for it. */
  private static final int PORTION = 1 << 20;

  /** In one interval: more than calls can make useless meanwhile. */
  private static final int MOST_PORTIONS = 50;

  @Resource @Nullable DataSource database;
  @Resource @Nullable TimerService timers;

  private boolean toldOfFailure;

  /** Begins, not before the database has its schema. */
  @PostConstruct
  void start() {
    next();
  }

  private void next() {
    Objects.requireNonNull(timers, "timers")
        .createSingleActionTimer(INTERVAL_MILLIS, new TimerConfig("file space", false));
  }

  @Timeout
  void tidy() {
    boolean again = true;
    try (Connection connection = Objects.requireNonNull(database, "database").getConnection()) {
      again = isH2(connection);
      if (again) {
        H2.tidy(connection);
      }
    } catch (SQLException | RuntimeException away) {
      LOG.log(
          toldOfFailure ? Level.DEBUG : Level.WARNING,
          "The file of the database is not tidied up",
          away);
      toldOfFailure = true;
    } catch (LinkageError another) {
      LOG.log(Level.WARNING, "This version of H2 keeps all that it has written", another);
      again = false;
    }
    if (again) {
      next();
    }
  }

  private static boolean isH2(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  /** What needs its classes, which a server with another database need not have. */
  static final class H2 {

    private H2() {}

    /** Where this process has the file open; with several it is another's. */
    static void tidy(Connection connection) throws SQLException {
      if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        MVStore store = session.getDatabase().getStore().getMvStore();
        int portions = 0;
        while (portions < MOST_PORTIONS && store.compact(IN_USE, PORTION)) {
          // What was moved is in its old place as well until it is written
          store.commit();
          portions++;
        }
      }
    }
  }
}
