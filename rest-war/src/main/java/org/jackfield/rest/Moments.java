package org.jackfield.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Moments as the API writes and reads them, always in UTC. */
public final class Moments {

  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private static final int LENGTH_OF_DATE = 10;

  private Moments() {}

  /** As in {@code Fri, 18 Oct 2019 17:00:00 +0000}. */
  public static String written(Instant moment) {
    // A page has hundreds of them, and a formatter takes a microsecond for each
    LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(31);
    out.append(DAYS[utc.getDayOfWeek().ordinal()]).append(", ");
    two(out, utc.getDayOfMonth()).append(' ');
    out.append(MONTHS[utc.getMonthValue() - 1]).append(' ');
    two(out, utc.getYear() / 100);
    two(out, utc.getYear() % 100).append(' ');
    two(out, utc.getHour()).append(':');
    two(out, utc.getMinute()).append(':');
    return two(out, utc.getSecond()).append(" +0000").toString();
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** Reads {@code 2019-10-18}, {@code 2019-10-18T17:00:00} and the same with a Z. */
  static Optional<Instant> read(String text) {
    try {
      if (isDate(text)) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      if (text.endsWith("Z")) {
        return Optional.of(Instant.parse(text));
      }
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException wrong) {
      return Optional.empty();
    }
  }

  /** Whether a text names a day and no moment of it. */
  static boolean isDate(String text) {
    return text.length() == LENGTH_OF_DATE;
  }
}
