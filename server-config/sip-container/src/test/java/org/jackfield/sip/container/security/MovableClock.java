package org.jackfield.sip.container.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that the test moves. */
final class MovableClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}
