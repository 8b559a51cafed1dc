package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.trunk.TrunkLoad.Channel;
import org.junit.jupiter.api.Test;

class TrunkLoadTest {

  private final AtomicLong nanos = new AtomicLong();

  private TrunkLoad load(int callsPerSecond, int channels) {
    return new TrunkLoad(new Trunk.Limits(callsPerSecond, channels), nanos::get);
  }

  @Test
  void givesAChannelBackOnceHoweverOftenItIsClosed() {
    TrunkLoad load = load(0, 1);
    Channel first = load.out().orElseThrow();
    assertThat(load.out()).isEmpty();
    first.close();
    first.close();

    assertThat(load.channels()).isZero();
    assertThat(load.in()).isPresent();
    assertThat(load.in()).isEmpty();
    assertThat(load.refused()).isEqualTo(2);
  }

  @Test
  void letsSoManyCallsBeginInASecond() {
    TrunkLoad load = load(2, 0);

    assertThat(load.out()).isPresent();
    assertThat(load.out()).isPresent();
    assertThat(load.out()).isEmpty();
    assertThat(load.in()).as("what comes in needs no token").isPresent();
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(load.out()).isPresent();
    assertThat(load.out()).isEmpty();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(load.out()).isPresent();
    assertThat(load.out()).isPresent();
    assertThat(load.out()).as("nothing is saved up").isEmpty();
  }

  @Test
  void hasNoLimitWhereNoneIsSet() {
    TrunkLoad load = load(0, 0);
    for (int call = 0; call < 1_000; call++) {
      assertThat(load.out()).isPresent();
    }
    assertThat(load.calls()).isEqualTo(1_000);

    load.limit(new Trunk.Limits(1, 0));

    assertThat(load.out()).as("what was before counts for nothing").isPresent();
    assertThat(load.out()).isEmpty();
  }

  @Test
  void sendsNobodyToAGatewayThatFailedForAWhile() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    GatewayHealth health = new GatewayHealth(now::get);
    health.failed("503", Optional.of(Duration.ofSeconds(5)));

    assertThat(health.isUp()).isFalse();
    assertThat(health.why()).isEqualTo("503");
    health.probed();
    assertThat(health.isUp()).as("it asked for five seconds").isFalse();
    now.set(Instant.EPOCH.plusSeconds(5));
    assertThat(health.isUp()).isTrue();
    assertThat(health.failures()).isEqualTo(1);
  }

  @Test
  void believesAnAbsurdRetryAfterForTenMinutes() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    GatewayHealth health = new GatewayHealth(now::get);
    health.failed("503", Optional.of(Duration.ofDays(300)));
    now.set(Instant.EPOCH.plusSeconds(601));

    assertThat(health.isUp()).isTrue();
  }

  @Test
  void takesAGatewayForDownThatMissesTwoProbesUntilItAnswersOne() {
    GatewayHealth health = new GatewayHealth(() -> Instant.EPOCH);
    health.missed("no answer");
    assertThat(health.isUp()).isTrue();
    health.missed("no answer");
    assertThat(health.isUp()).isFalse();
    health.probed();
    assertThat(health.isUp()).isTrue();
  }
}
