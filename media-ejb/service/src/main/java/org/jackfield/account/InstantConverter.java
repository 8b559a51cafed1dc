package org.jackfield.account;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Moments as microseconds since 1970: every database sorts and compares them alike. */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<@Nullable Instant, @Nullable Long> {

  @Override
  public @Nullable Long convertToDatabaseColumn(@Nullable Instant moment) {
    return moment == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  @Override
  public @Nullable Instant convertToEntityAttribute(@Nullable Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Now, as exact as it can be kept. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
