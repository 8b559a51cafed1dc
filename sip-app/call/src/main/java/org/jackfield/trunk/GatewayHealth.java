package org.jackfield.trunk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What is known of whether a gateway takes calls. Any thread. */
public final class GatewayHealth {

  /** So long nobody is sent to a gateway that did not answer a call, where nothing probes it. */
  static final Duration REST = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_PROBES_MISSED = 2;

  private final InstantSource clock;
  private Optional<Instant> downUntil = Optional.empty();
  private int probesMissed;
  private long failures;
  private String why = "";

  /** One that is up, as far as anybody knows. */
  public GatewayHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether calls are sent to it before others. */
  public synchronized boolean isUp() {
    return downUntil.filter(clock.instant()::isBefore).isEmpty();
  }

  /** It answered, whatever it said. */
  public synchronized void alive() {
    probesMissed = 0;
    downUntil = Optional.empty();
    why = "";
  }

  /**
   * It answered a probe; what a call found out a moment ago, Retry-After above all, still holds.
   */
  public synchronized void probed() {
    if (probesMissed >= MOST_PROBES_MISSED) {
      alive();
    }
    probesMissed = 0;
  }

  /** A probe was not answered; the second in a row says that it is down. */
  public synchronized void missed(String reason) {
    probesMissed++;
    if (probesMissed >= MOST_PROBES_MISSED) {
      why = reason;
      // Until it answers again
      downUntil = Optional.of(Instant.MAX);
    }
  }

  /**
   * It failed a call.
   *
   * @param rest what it asked for by Retry-After; at most ten minutes count
   */
  public synchronized void failed(String reason, Optional<Duration> rest) {
    failures++;
    Duration asked = rest.orElse(REST);
    Instant until = clock.instant().plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    if (downUntil.isEmpty() || downUntil.get().isBefore(until)) {
      downUntil = Optional.of(until);
    }
    why = reason;
  }

  /** Calls that it failed. */
  public synchronized long failures() {
    return failures;
  }

  /** Why it is down, empty if it is not. */
  public synchronized String why() {
    return isUp() ? "" : why;
  }
}
