package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinholesTest {

  private static final int INTERVAL = 25;

  private long now;
  private final List<InetSocketAddress> sent = new ArrayList<>();
  private final Pinholes pinholes = new Pinholes("test", sent::add, () -> now);

  private static InetSocketAddress peer(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private void round() {
    for (int i = 0; i < INTERVAL; i++) {
      pinholes.sendShare();
    }
  }

  @Test
  void sendsToEachPhoneOnceInAnInterval() {
    for (int port = 1; port <= 100; port++) {
      pinholes.keep(peer(port), Duration.ofMinutes(1));
    }

    pinholes.sendShare();
    assertThat(sent).as("a share of them").hasSizeBetween(1, 20);
    for (int i = 1; i < INTERVAL; i++) {
      pinholes.sendShare();
    }

    assertThat(sent).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void forgetsWhoseRegistrationIsOver() {
    pinholes.keep(peer(1), Duration.ofMinutes(1));
    pinholes.keep(peer(2), Duration.ofMinutes(2));

    now = Duration.ofMinutes(1).toNanos();
    round();

    assertThat(sent).containsExactly(peer(2));
  }

  @Test
  void goesOnAfterAPhoneThatCannotBeReached() {
    List<InetSocketAddress> tried = new ArrayList<>();
    Pinholes broken =
        new Pinholes(
            "test",
            peer -> {
              tried.add(peer);
              throw new IOException("unreachable");
            },
            () -> now);
    broken.keep(peer(1), Duration.ofMinutes(1));
    broken.keep(peer(2), Duration.ofMinutes(1));

    for (int i = 0; i < 2 * INTERVAL; i++) {
      broken.sendShare();
    }

    assertThat(tried).hasSize(4);
  }

  @Test
  void keepsNoMoreThanItCanBear() {
    for (int i = 0; i < 120_000; i++) {
      pinholes.keep(
          new InetSocketAddress("10.0." + i % 200 + ".1", 1 + i / 200), Duration.ofHours(1));
    }
    round();

    assertThat(sent).hasSizeBetween(40_000, 50_000);
  }
}
