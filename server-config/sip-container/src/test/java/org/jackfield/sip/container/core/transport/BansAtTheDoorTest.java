package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jackfield.sip.container.BanSettings;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.ban.Grounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the transports take from those who are banned: nothing, without a word. */
class BansAtTheDoorTest {
  private static final int MILLIS_OF_SILENCE = 200;

  /** What a phone shows whose connection has been ended. */
  private static final String CLOSED = "closed";

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void takesNothingFromTheBannedUntilTheyAreNoMore(Transport transport) throws Exception {
    try (Bench bench = strict(true)) {
      InetSocketAddress server = bench.open(transport);
      try (Phone phone = bench.call(transport, server)) {
        phone.send(phone.request("BYE", "before", 1, "uas"));
        assertThat(phone.receive()).startsWith("SIP/2.0 200");
        ban(bench);
        silently(phone, phone.request("BYE", "banned", 1, "uas"));
      }
      try (Phone again = bench.call(transport, server)) {
        silently(again, again.request("INVITE", "again", 1, ""));
      }
      // Over TCP the first is cut off, and only the second turned away
      int turnedAway = transport == Transport.UDP ? 2 : 1;
      Bench.until("both are turned away", () -> bench.stack.bans().droppedCount() >= turnedAway);
      bench.stack.bans().lift(Bench.LOOPBACK);
      try (Phone lifted = bench.call(transport, server)) {
        lifted.send(lifted.request("OPTIONS", "lifted", 1, ""));
        assertThat(lifted.receive()).startsWith("SIP/2.0 200");
      }
      assertThat(bench.agent.requests).hasSize(2);
      assertThat(bench.stack.bans().droppedCount()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void doesNotAnswerAScanner(Transport transport) throws Exception {
    try (Bench bench = strict(true)) {
      InetSocketAddress server = bench.open(transport);
      try (Phone phone = bench.call(transport, server)) {
        silently(phone, phone.request("OPTIONS", "scan", 1, "", "User-Agent: Friendly-Scanner"));
      }
      Bench.until("it is banned", () -> !bench.stack.bans().list().isEmpty());
      assertThat(bench.stack.bans().list())
          .singleElement()
          .satisfies(ban -> {
            assertThat(ban.grounds()).isEqualTo(Grounds.SCANNER);
            assertThat(ban.proven()).isEqualTo(transport == Transport.TCP);
          });
      assertThat(bench.traffic.requestsReceivedCount()).isZero();
    }
  }

  @Test
  void aDatagramInTheNameOfSomebodyEndsNoCallOfHis() throws Exception {
    try (Bench bench = strict(true)) {
      InetSocketAddress server = bench.open(Transport.UDP);
      try (Phone phone = bench.call(Transport.UDP, server)) {
        bench.stack.bans().failed(Bench.LOOPBACK, Grounds.SCANNER, false);
        silently(phone, phone.request("INVITE", "new", 1, ""));
        phone.send(phone.request("BYE", "goes-on", 2, "uas"));
        assertThat(phone.receive()).startsWith("SIP/2.0 200");
      }
    }
  }

  @Test
  void strangersLearnNothingByOptionsAndAcquaintancesDo() throws Exception {
    try (Bench bench = strict(false)) {
      InetSocketAddress server = bench.open(Transport.UDP);
      try (Phone phone = bench.call(Transport.UDP, server)) {
        silently(phone, phone.request("OPTIONS", "stranger", 1, ""));
        bench.stack.bans().succeeded(Bench.LOOPBACK);
        phone.send(phone.request("OPTIONS", "acquaintance", 1, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 200");
      }
    }
  }

  @Test
  void whatIsNoSipCountsAgainstItsSender() throws Exception {
    try (Bench bench = strict(true)) {
      InetSocketAddress server = bench.open(Transport.TCP);
      try (Phone phone = bench.call(Transport.TCP, server)) {
        for (int i = 0; i < 11; i++) {
          phone.send(phone.request("INVITE", "broken" + i, 1, "").replace("To: <sip:", "To: <"));
        }
        Bench.until("the sender is banned", () -> bench.stack.bans().isBanned(Bench.LOOPBACK));
      }
      assertThat(bench.stack.bans().list().getFirst().grounds()).isEqualTo(Grounds.MALFORMED);
    }
  }

  private static void silently(Phone phone, String text) throws Exception {
    try {
      phone.send(text);
    } catch (java.io.UncheckedIOException closed) {
      return;
    }
    assertThat(phone.poll(MILLIS_OF_SILENCE)).isIn(null, CLOSED);
  }

  private static void ban(Bench bench) {
    while (!bench.stack.bans().isBanned(Bench.LOOPBACK)) {
      bench.stack.bans().failed(Bench.LOOPBACK, Grounds.LOGIN, true);
    }
  }

  /** Of a server that trusts nobody. */
  private static Bench strict(boolean answersStrangers) {
    Bench bench = new Bench();
    bench
        .stack
        .bans()
        .change(
            new BanSettings(
                10,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                100,
                List.of(),
                List.of("friendly-scanner"),
                answersStrangers));
    return bench;
  }
}
