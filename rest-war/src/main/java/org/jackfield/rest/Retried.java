package org.jackfield.rest;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Changes of a thing that somebody else changes at the same moment: done again, with its news. */
public final class Retried {

  private static final int MOST_TRIES = 5;

  /** H2's words for what another transaction is changing; PostgreSQL's are of the standard. */
  private static final int CONCURRENT_UPDATE = 90_131;

  private static final int LOCK_TIMEOUT = 50_200;

  private Retried() {}

  /** Does it, a few times if it must be; each time in a transaction of its own. */
  public static <R> R change(Supplier<R> change) {
    for (int tries = 1; ; tries++) {
      try {
        return change.get();
      } catch (RuntimeException failed) {
        if (!isConflict(failed)) {
          throw failed;
        }
        if (tries == MOST_TRIES) {
          throw new RestFailure(409, 20409, "Others are changing this, too; try again");
        }
      }
    }
  }

  /** SQLSTATE 40001, serialization failure, and 40P01, deadlock of PostgreSQL. */
  static boolean isConflict(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException) {
        return true;
      }
      if (cause instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        if (state.equals("40001")
            || state.equals("40P01")
            || sql.getErrorCode() == CONCURRENT_UPDATE
            || sql.getErrorCode() == LOCK_TIMEOUT) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the like of it is there already. SQLSTATE class 23: a constraint of the schema. */
  public static boolean isDuplicate(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("23")) {
        return true;
      }
    }
    return false;
  }
}
