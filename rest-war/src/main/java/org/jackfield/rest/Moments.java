package org.jackfield.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Moments as the API writes and reads them, always in UTC. */
public final class Moments {

  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final int LENGTH_OF_DATE = 10;

  private Moments() {}

  /** As in {@code Fri, 18 Oct 2019 17:00:00 +0000}. */
  public static String written(Instant moment) {
    return RFC_2822.format(moment);
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
