package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jackfield.call.Sid;

/** What an account has used, counted from its records. Any thread. */
@ApplicationScoped
@Transactional
public class Usage {

  private static final long MICROS_OF_DAY = 86_400_000_000L;

  /** Begun minutes of what is kept in microseconds, and of what is kept in seconds. */
  private static final String OF_CALL = "(ended - answered + 59999999) / 60000000";

  private static final String OF_RECORDING = "(duration_seconds + 59) / 60";

  @Inject EntityManager database;

  /**
   * What was used of one kind.
   *
   * @param minutes each begun one of each call
   */
  public record Amount(String category, String description, long count, long minutes) {}

  /**
   * Whose use is counted.
   *
   * @param below whether that of the accounts below it, too
   */
  public record Accounts(Sid account, boolean below) {}

  /** All kinds, from a moment and before another. */
  public Map<Kind, Amount> of(Accounts accounts, Instant from, Instant before) {
    Map<Kind, Amount> amounts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      amounts.put(kind, whole(kind, accounts, from, before));
    }
    return amounts;
  }

  /** The same for each day (UTC) on which anything was used. */
  public Map<LocalDate, List<Amount>> daily(Accounts accounts, Instant from, Instant before) {
    Map<LocalDate, List<Amount>> days = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      String day = "created / " + MICROS_OF_DAY;
      for (Object row : rows(kind, day + ", ", " group by " + day, accounts, from, before)) {
        Object[] cells = (Object[]) row;
        days.computeIfAbsent(
                LocalDate.ofEpochDay(((Number) cells[0]).longValue()), it -> new ArrayList<>())
            .add(kind.amount(cells[1], cells[2]));
      }
    }
    return days;
  }

  /**
   * How long the calls lasted that an account placed and that ended after a moment: the part after
   * it. Those to clients cost nothing and do not count.
   */
  public Duration talked(Sid account, Instant since) {
    Object micros =
        database
            .createNativeQuery(
                "select coalesce(sum(ended - case when answered > ?2 then answered else ?2 end), 0)"
                    + " from call_record where account_sid = ?1 and ended > ?2"
                    + " and answered is not null and direction like 'outbound%'"
                    + " and lower(to_party) not like 'client:%'")
            .setParameter(1, account.value())
            .setParameter(2, ChronoUnit.MICROS.between(Instant.EPOCH, since))
            .getSingleResult();
    return Duration.of(((Number) micros).longValue(), ChronoUnit.MICROS);
  }

  private Amount whole(Kind kind, Accounts accounts, Instant from, Instant before) {
    Object[] row = (Object[]) rows(kind, "", "", accounts, from, before).getFirst();
    return kind.amount(row[0], row[1]);
  }

  /** The columns are ours alone: nothing of what somebody sent is part of the statement. */
  private List<?> rows(
      Kind kind, String first, String last, Accounts accounts, Instant from, Instant before) {
    String whose =
        accounts.below
            ? " where account_sid in"
                + " (select a.sid from account a where a.sid = ?1 or a.account_sid = ?1)"
            : " where account_sid = ?1";
    return database
        .createNativeQuery(
            "select "
                + first
                + "count(*), coalesce(sum("
                + kind.minutes
                + "), 0) from "
                + kind.table
                + whose
                + " and created >= ?2 and created < ?3"
                + kind.which
                + last)
        .setParameter(1, accounts.account.value())
        .setParameter(2, ChronoUnit.MICROS.between(Instant.EPOCH, from))
        .setParameter(3, ChronoUnit.MICROS.between(Instant.EPOCH, before))
        .getResultList();
  }

  /** What can be used. */
  public enum Kind {
    /** Calls of either direction. */
    CALLS("calls", "Voice Minutes", "call_record", OF_CALL, ""),
    /** Calls that came in. */
    INBOUND(
        "calls-inbound",
        "Inbound Voice Minutes",
        "call_record",
        OF_CALL,
        " and direction = 'inbound'"),
    /** Calls that were made. */
    OUTBOUND(
        "calls-outbound",
        "Outbound Voice Minutes",
        "call_record",
        OF_CALL,
        " and direction like 'outbound%'"),
    /** Recordings, whatever has become of their sound. */
    RECORDINGS("recordings", "Recordings", "recording", OF_RECORDING, "");

    private final String category;
    private final String description;
    private final String table;
    private final String minutes;
    private final String which;

    Kind(String category, String description, String table, String minutes, String which) {
      this.category = category;
      this.description = description;
      this.table = table;
      this.minutes = minutes;
      this.which = which;
    }

    /** So much of it. */
    public Amount amount(long count, long begunMinutes) {
      return new Amount(category, description, count, begunMinutes);
    }

    private Amount amount(Object count, Object begunMinutes) {
      return amount(((Number) count).longValue(), ((Number) begunMinutes).longValue());
    }
  }
}
