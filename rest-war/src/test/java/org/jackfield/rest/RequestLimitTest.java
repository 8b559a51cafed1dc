package org.jackfield.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;

class RequestLimitTest {

  private final AtomicLong clock = new AtomicLong();

  @Test
  void allowsAnAccountAsManyRequestsASecondAsItMayMake() {
    RequestLimit limit = new RequestLimit(2, clock::get);
    Sid account = Sid.random("AC");
    assertThat(limit.allows(account)).isTrue();
    assertThat(limit.allows(account)).isTrue();
    assertThat(limit.allows(account)).isFalse();
    assertThat(limit.allows(Sid.random("AC"))).as("another account").isTrue();

    clock.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(limit.allows(account)).isTrue();
    assertThat(limit.allows(account)).isFalse();
  }
}
