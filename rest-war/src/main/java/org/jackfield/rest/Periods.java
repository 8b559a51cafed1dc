package org.jackfield.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.account.CallFilter.Period;

/** Reads filters by time, whose inequality is a part of the name: {@code StartTime>=2019-10-18}. */
public final class Periods {

  private static final Duration DAY = Duration.ofDays(1);

  private Periods() {}

  /** What {@code Name}, {@code Name<} and {@code Name>} say together. */
  public static Period of(String name, MultivaluedMap<String, String> query) {
    Optional<String> at = first(query, name);
    if (at.isPresent()) {
      Instant from = moment(name, at.get());
      Duration length = Moments.isDate(at.get()) ? DAY : Duration.ofSeconds(1);
      return new Period(Optional.of(from), Optional.of(from.plus(length)));
    }
    return new Period(
        first(query, name + ">").map(it -> moment(name, it)),
        first(query, name + "<").map(it -> end(name, it)));
  }

  /**
   * The moment before which it must be: what is shown as that second is not after it. Of a day, its
   * beginning.
   */
  private static Instant end(String name, String text) {
    Instant moment = moment(name, text);
    return Moments.isDate(text) || moment.getNano() > 0 ? moment : moment.plusSeconds(1);
  }

  private static Optional<String> first(MultivaluedMap<String, String> query, String name) {
    return Optional.ofNullable(query.getFirst(name)).filter(it -> !it.isEmpty());
  }

  private static Instant moment(String name, String text) {
    return Moments.read(text)
        .orElseThrow(() ->
            RestFailure.invalid(
                20001, name + " must be as 2019-10-18 or 2019-10-18T17:00:00Z, in UTC"));
  }
}
