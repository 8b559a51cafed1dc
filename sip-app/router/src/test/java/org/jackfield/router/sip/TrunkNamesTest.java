package org.jackfield.router.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkSettings;
import org.junit.jupiter.api.Test;

/** What is asked of a DNS that answers late. */
class TrunkNamesTest {

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final CountDownLatch isBack = new CountDownLatch(1);
  private final GatewayHosts hosts = new GatewayHosts(this::answer);
  private Instant now = Instant.EPOCH;
  private final TrunkNames names = new TrunkNames(hosts, () -> now, Set.of("property"));

  private InetAddress[] answer(String name) throws UnknownHostException {
    asked.add(name);
    try {
      assertThat(isBack.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(name);
    }
    return new InetAddress[] {InetAddress.getByAddress(name, new byte[] {(byte) 192, 0, 2, 7})};
  }

  private static Trunk trunk(String host) {
    return TrunkSettings.of(Map.of())
        .trunk(Sid.random("TK"), "t", Set.of(), List.of(Gateway.of(host, "", 1, 1)));
  }

  private boolean isKnown(Trunk trunk) throws UnknownHostException {
    return hosts.hold(Set.of(trunk.sid().value()), InetAddress.getByName("192.0.2.7"));
  }

  private String question() throws InterruptedException {
    String name = asked.poll(10, TimeUnit.SECONDS);
    assertThat(name).as("a name that is asked for").isNotNull();
    return name;
  }

  private void mustBecomeKnown(Trunk trunk) throws UnknownHostException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isKnown(trunk)) {
      assertThat(System.nanoTime()).as("no address is known").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** One has been answered a moment before it counts as that. */
  private void resolveUntilAsked(List<Trunk> trunks) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (asked.isEmpty()) {
      assertThat(System.nanoTime()).as("it is not asked for again").isLessThan(end);
      names.resolve(trunks);
      Thread.onSpinWait();
    }
  }

  @Test
  void waitsForNoAnswer() throws Exception {
    Trunk trunk = trunk("sip.example.com");

    names.resolve(List.of(trunk));

    assertThat(question()).isEqualTo("sip.example.com");
    assertThat(isKnown(trunk)).isFalse();
    isBack.countDown();
    mustBecomeKnown(trunk);
  }

  @Test
  void asksAgainAfterAMinute() throws Exception {
    isBack.countDown();
    Trunk trunk = trunk("sip.example.com");
    names.resolve(List.of(trunk));
    question();
    mustBecomeKnown(trunk);

    names.resolve(List.of(trunk));
    assertThat(asked).isEmpty();

    now = now.plus(Duration.ofMinutes(1));
    resolveUntilAsked(List.of(trunk));
    assertThat(question()).isEqualTo("sip.example.com");
  }

  @Test
  void asksForSomeAtOnceAndForTheOthersLater() throws Exception {
    List<Trunk> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(trunk("sip" + i + ".example.com"));
    }

    names.resolve(many);

    for (int i = 0; i < 16; i++) {
      question();
    }
    names.resolve(many);
    assertThat(asked).isEmpty();
    isBack.countDown();
    for (Trunk trunk : many.subList(0, 16)) {
      mustBecomeKnown(trunk);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    // Each of the first ones has been answered a moment before it counts as that
    while (!isKnown(many.getLast())) {
      assertThat(System.nanoTime()).as("the last one is not asked for").isLessThan(end);
      names.resolve(many);
      Thread.onSpinWait();
    }
  }
}
