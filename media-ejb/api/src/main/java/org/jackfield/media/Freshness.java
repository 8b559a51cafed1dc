package org.jackfield.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a kept sound may be used without asking where it came from (RFC 9111).
 *
 * @param since when it was received or last found valid
 * @param ageThen how old it was by then (RFC 9111 section 4.2.3)
 * @param lifetime nothing where its origin said nothing about it
 * @param use whether it may be kept, and for whom
 * @param staleIfError how long past its lifetime it may stand in for an origin that fails (RFC
 *     5861)
 */
public record Freshness(
    Instant since, Duration ageThen, Optional<Duration> lifetime, Use use, Duration staleIfError) {

  /** Whether a response may be kept, and for whom. */
  public enum Use {
    /** For everybody. */
    SHARED,
    /** For the account that asked alone. */
    PRIVATE,
    /** For nobody: {@code no-store}. */
    NEVER
  }

  /** Of what this server made itself, from nothing but its address. */
  public static Freshness ofOwn(Instant made, Duration lifetime) {
    return new Freshness(made, Duration.ZERO, Optional.of(lifetime), Use.SHARED, Duration.ZERO);
  }

  /** The same for one account alone; what is for nobody stays so. */
  public Freshness forOneAccount() {
    return use == Use.NEVER
        ? this
        : new Freshness(since, ageThen, lifetime, Use.PRIVATE, staleIfError);
  }

  /** Its age at a moment. */
  public Duration age(Instant now) {
    Duration here = Duration.between(since, now);
    return ageThen.plus(here.isNegative() ? Duration.ZERO : here);
  }

  /** Whether it may be used as it is. What has no lifetime never may. */
  public boolean isFresh(Instant now) {
    return lifetime.filter(length -> length.compareTo(age(now)) > 0).isPresent();
  }

  /** Whether it may stand in for an origin that fails. */
  public boolean mayStandIn(Instant now) {
    return lifetime.orElse(Duration.ZERO).plus(staleIfError).compareTo(age(now)) > 0;
  }
}
