package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void aClosedGateRefusesWhatStartsSomethingAndLetsCallsGoOn(Transport transport) throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress server = bench.open(transport);
      try (Phone phone = bench.call(transport, server)) {
        bench.stack.closeGate();
        phone.send(phone.request("INVITE", "new", 1, ""));
        assertThat(phone.receive())
            .startsWith("SIP/2.0 503 Service Unavailable\r\n")
            .containsPattern("Retry-After: \\d+\r\n")
            .containsPattern("To: <sip:bob@example.com>;tag=\\S+\r\n")
            .contains("received=127.0.0.1", "rport=" + phone.local().getPort());
        phone.send(phone.request("OPTIONS", "ping", 1, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 503");
        phone.send(phone.request("BYE", "old", 2, "uas"));
        assertThat(phone.receive()).startsWith("SIP/2.0 200");

        bench.stack.openGate();
        phone.send(phone.request("OPTIONS", "ping", 2, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 200");
      }
      assertThat(bench.traffic.rejectedCount()).isEqualTo(2);
      assertThat(bench.agent.requests).hasSize(2);
    }
  }

  @Test
  void theAckToARefusalReachesNobody() throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress server = bench.open(Transport.UDP);
      bench.stack.closeGate();
      try (Phone phone = Phone.udp(server)) {
        String invite = phone.request("INVITE", "new", 1, "");
        phone.send(invite);
        String refusal = phone.receive();
        String to = refusal.lines().filter(l -> l.startsWith("To:")).findFirst().orElseThrow();
        bench.stack.openGate();
        phone.send(invite.replace("INVITE", "ACK").replaceFirst("To:.*", to));
        phone.send(phone.request("OPTIONS", "new", 2, ""));

        assertThat(phone.receive()).startsWith("SIP/2.0 200").contains("2 OPTIONS");
      }
      assertThat(bench.agent.requests).hasSize(1);
      assertThat(bench.stack.transactions()).isEqualTo(1);
    }
  }

  @Test
  void aWorkerThatIsHeldUpRefusesNewCallsAndKeepsTheOthers() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    try (Bench bench = new Bench()) {
      InetSocketAddress server = bench.open(Transport.UDP);
      CountDownLatch entered = new CountDownLatch(1);
      bench.agent.before =
          request -> {
            entered.countDown();
            await(held);
          };
      try (Phone phone = Phone.udp(server)) {
        phone.send(phone.request("OPTIONS", "one", 1, ""));
        await(entered);
        phone.send(phone.request("BYE", "one", 2, "uas"));
        String refusal = "";
        for (int cseq = 3; refusal.isEmpty(); cseq++) {
          phone.send(phone.request("OPTIONS", "one", cseq, ""));
          refusal = Optional.ofNullable(phone.poll(100)).orElse("");
        }
        assertThat(refusal).startsWith("SIP/2.0 503");
        held.countDown();
        String answer = phone.receive();
        while (answer.startsWith("SIP/2.0 503")) {
          // Of one that was asked before the first was refused
          answer = phone.receive();
        }
        assertThat(answer).contains("1 OPTIONS");
        assertThat(phone.receive()).startsWith("SIP/2.0 200").contains("2 BYE");
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLimitIsReachedAndNeverPassedAtFiveTimesTheLoad() throws Exception {
    int limit = 200;
    try (Bench bench = new Bench(Bench.limit(limit))) {
      InetSocketAddress server = bench.open(Transport.UDP);
      try (Phone phone = Phone.udp(server)) {
        long seconds = 2;
        long start = System.nanoTime();
        long now = start;
        long spent = 0;
        int sent = 0;
        while (now - start < TimeUnit.SECONDS.toNanos(seconds)) {
          phone.send(phone.request("INVITE", "load-" + sent++, 1, ""));
          awaitDecided(bench, sent);
          // A gate saves a tenth of a second; what a longer break would have let in is lost,
          // whichever side was kept from running
          long before = now;
          now = System.nanoTime();
          spent += Math.min(now - before, TimeUnit.MILLISECONDS.toNanos(100));
        }
        double granted = limit * spent / 1e9;
        double most = limit * (System.nanoTime() - start) / 1e9;
        // The tenth of a second that an idle gate had saved comes on top
        assertThat(sent).isGreaterThan(3 * limit);
        assertThat(bench.agent.requests.size())
            .isBetween((int) (granted * 0.95), (int) (most + limit * 0.2));
      }
    }
  }

  /** Waits for the server, at least as long as it takes to send one in a millisecond. */
  private static void awaitDecided(Bench bench, int sent) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    do {
      LockSupport.parkNanos(500_000);
      assertThat(System.nanoTime()).as("it is decided").isLessThan(deadline);
    } while (bench.agent.requests.size() + bench.traffic.rejectedCount() < sent);
  }
}
