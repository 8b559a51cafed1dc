package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jackfield.call.Sid;

/** What an account has used, counted from its records. Any thread. */
@ApplicationScoped
@Transactional
public class Usage {

  private static final long MICROS_OF_MINUTE = 60_000_000;
  private static final long SECONDS_OF_MINUTE = 60;

  @Inject EntityManager database;

  /**
   * What was used of one kind.
   *
   * @param minutes each begun one of each call
   */
  public record Amount(String category, String description, long count, long minutes) {}

  /** All kinds, from a moment and before another. */
  public List<Amount> of(Sid account, Instant from, Instant before) {
    return List.of(
        calls(account, from, before, "calls", "Voice Minutes", "%"),
        calls(account, from, before, "calls-inbound", "Inbound Voice Minutes", "inbound"),
        calls(account, from, before, "calls-outbound", "Outbound Voice Minutes", "outbound%"),
        recordings(account, from, before));
  }

  private Amount calls(
      Sid account, Instant from, Instant before, String name, String description, String which) {
    return amount(
        name,
        description,
        database
            .createNativeQuery(
                "select count(*), coalesce(sum((ended - answered + "
                    + (MICROS_OF_MINUTE - 1)
                    + ") / "
                    + MICROS_OF_MINUTE
                    + "), 0) from call_record where account_sid = ?1 and created >= ?2"
                    + " and created < ?3 and direction like ?4")
            .setParameter(4, which),
        account,
        from,
        before);
  }

  private Amount recordings(Sid account, Instant from, Instant before) {
    return amount(
        "recordings",
        "Recordings",
        database.createNativeQuery(
            "select count(*), coalesce(sum((duration_seconds + "
                + (SECONDS_OF_MINUTE - 1)
                + ") / "
                + SECONDS_OF_MINUTE
                + "), 0) from recording where account_sid = ?1 and created >= ?2"
                + " and created < ?3"),
        account,
        from,
        before);
  }

  private static Amount amount(
      String name, String description, Query query, Sid account, Instant from, Instant before) {
    Object[] row =
        (Object[])
            query
                .setParameter(1, account.value())
                .setParameter(2, ChronoUnit.MICROS.between(Instant.EPOCH, from))
                .setParameter(3, ChronoUnit.MICROS.between(Instant.EPOCH, before))
                .getSingleResult();
    return new Amount(
        name, description, ((Number) row[0]).longValue(), ((Number) row[1]).longValue());
  }
}
