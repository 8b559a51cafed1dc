package org.jackfield.sip.container.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jackfield.sip.container.BanSettings;
import org.junit.jupiter.api.Test;

class BansTest {
  private static final InetAddress GUESSER = address("203.0.113.9");
  private static final InetAddress NEIGHBOUR = address("203.0.113.10");
  private static final long MINUTE = 60_000;

  private long now = 1_000_000;
  private final Bans bans = new Bans(settings(100), () -> now);

  @Test
  void bansWhoFailsMoreThanTenTimesInAMinute() {
    fail(GUESSER, Grounds.LOGIN, 10);
    assertThat(bans.isBanned(GUESSER)).isFalse();

    fail(GUESSER, Grounds.LOGIN, 1);

    assertThat(bans.isBanned(GUESSER)).isTrue();
    assertThat(bans.isBanned(NEIGHBOUR)).isFalse();
    assertThat(bans.imposedCount()).isEqualTo(1);
  }

  @Test
  void forgetsFailuresAsTheMinuteGoesBy() {
    for (int i = 0; i < 100; i++) {
      fail(GUESSER, Grounds.LOGIN, 1);
      now += MINUTE / 10;
    }
    assertThat(bans.isBanned(GUESSER)).isFalse();
  }

  @Test
  void aBanEndsAndTheNextLastsFourTimesAsLongUpToTheLongest() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      fail(GUESSER, Grounds.LOGIN, 11);
      seconds.add(bans.list().getFirst().seconds());
      now += seconds.getLast() * 1000 - 1;
      assertThat(bans.isBanned(GUESSER)).isTrue();
      now += 1;
      assertThat(bans.isBanned(GUESSER)).isFalse();
    }
    assertThat(seconds).containsExactly(300L, 1200L, 4800L, 19_200L, 20_000L);
    assertThat(bans.list()).isEmpty();
  }

  @Test
  void whoBehavedForAsLongAsTheLongestBanBeginsAnew() {
    fail(GUESSER, Grounds.LOGIN, 11);
    now += 300_000 + 20_000_001;

    fail(GUESSER, Grounds.LOGIN, 11);

    assertThat(bans.list().getFirst().seconds()).isEqualTo(300);
  }

  @Test
  void datagramsThatMayBeForgedBanTenTimesLaterBrieflyAndOnlyFromWhatIsNew() {
    failForged(GUESSER, 100);
    assertThat(bans.isShunned(GUESSER)).isFalse();

    failForged(GUESSER, 1);

    assertThat(bans.isShunned(GUESSER)).isTrue();
    assertThat(bans.isBanned(GUESSER)).isFalse();
    now += 300_000;
    failForged(GUESSER, 101);
    assertThat(bans.list().getFirst().seconds()).isEqualTo(300);
  }

  @Test
  void nobodyHasThoseBannedWhoLoggedInByDatagramsInTheirName() {
    bans.succeeded(GUESSER);

    failForged(GUESSER, 1000);
    bans.failed(GUESSER, Grounds.SCANNER, false);

    assertThat(bans.isShunned(GUESSER)).isFalse();
    assertThat(bans.list()).isEmpty();
  }

  @Test
  void whoLogsInLaterIsShunnedNoMore() {
    failForged(GUESSER, 101);
    bans.succeeded(GUESSER);

    assertThat(bans.isShunned(GUESSER)).isFalse();
  }

  @Test
  void behindOneAddressWithPhonesThatLogInThereMayBeTenTimesAsManyFailures() {
    bans.succeeded(GUESSER);
    fail(GUESSER, Grounds.LOGIN, 100);
    assertThat(bans.isBanned(GUESSER)).isFalse();

    fail(GUESSER, Grounds.LOGIN, 1);

    assertThat(bans.isBanned(GUESSER)).isTrue();
  }

  @Test
  void ownSuccessesBuyNoGuesses() {
    for (int i = 0; i < 150; i++) {
      bans.succeeded(GUESSER);
      fail(GUESSER, Grounds.LOGIN, 1);
    }
    assertThat(bans.isBanned(GUESSER)).isTrue();
  }

  @Test
  void aScannerIsBannedAtOnce() {
    bans.failed(GUESSER, Grounds.SCANNER, true);
    bans.failed(NEIGHBOUR, Grounds.SCANNER, false);

    assertThat(bans.isBanned(GUESSER)).isTrue();
    assertThat(bans.isShunned(NEIGHBOUR)).isTrue();
  }

  @Test
  void neverBansATrustedNetwork() {
    InetAddress trusted = address("127.0.0.5");
    fail(trusted, Grounds.LOGIN, 1000);
    failForged(trusted, 1000);

    assertThat(bans.list()).isEmpty();
    assertThat(bans.isKnown(trusted)).isTrue();
  }

  @Test
  void whomAnApplicationExpectsIsKnownUntilItIsGone() {
    bans.expect("office", Optional.of(GUESSER::equals));
    assertThat(bans.isKnown(GUESSER)).isTrue();
    fail(GUESSER, Grounds.UNKNOWN, 1000);
    assertThat(bans.isBanned(GUESSER)).as("for others' wrong numbers").isFalse();
    fail(GUESSER, Grounds.LOGIN, 101);
    assertThat(bans.isBanned(GUESSER)).as("for guessing").isTrue();

    bans.expect("office", Optional.empty());

    assertThat(bans.isKnown(GUESSER)).isFalse();
  }

  @Test
  void bansTheWholeSixtyFourOfAnIpv6Address() {
    fail(address("2001:db8:1:2::1"), Grounds.LOGIN, 11);

    assertThat(bans.isBanned(address("2001:db8:1:2:ffff::9"))).isTrue();
    assertThat(bans.isBanned(address("2001:db8:1:3::1"))).isFalse();
    assertThat(bans.list().getFirst().source()).hasToString("2001:db8:1:2:0:0:0:0/64");
  }

  @Test
  void theMildestGoFirstWhereTheTableIsFull() {
    fail(GUESSER, Grounds.LOGIN, 11);
    now += 300_000;
    fail(GUESSER, Grounds.LOGIN, 11);
    for (int i = 0; i < 200; i++) {
      fail(address("198.51.100." + i), Grounds.LOGIN, 11);
      now++;
    }
    assertThat(bans.count()).isEqualTo(100);
    assertThat(bans.isBanned(GUESSER)).isTrue();
    assertThat(bans.isBanned(address("198.51.100.0"))).isFalse();
    assertThat(bans.isBanned(address("198.51.100.199"))).isTrue();
  }

  @Test
  void forgedSourcesDisplaceNobodyWhoIsProven() {
    fail(GUESSER, Grounds.LOGIN, 10);
    for (int i = 0; i < 1000; i++) {
      bans.failed(address("198.51." + i / 250 + "." + i % 250), Grounds.SCANNER, false);
    }
    fail(GUESSER, Grounds.LOGIN, 1);

    assertThat(bans.isBanned(GUESSER)).isTrue();
    assertThat(bans.count()).isEqualTo(101);
  }

  @Test
  void liftsABanAndForgetsWhatLedToIt() {
    fail(GUESSER, Grounds.LOGIN, 11);

    assertThat(bans.lift(GUESSER)).isTrue();
    assertThat(bans.lift(GUESSER)).isFalse();

    assertThat(bans.isBanned(GUESSER)).isFalse();
    fail(GUESSER, Grounds.LOGIN, 11);
    assertThat(bans.list().getFirst().times()).isEqualTo(1);
  }

  @Test
  void closesTheConnectionsOfTheBanned() {
    List<Predicate<InetAddress>> closed = new ArrayList<>();
    bans.closing(closed::add);

    failForged(NEIGHBOUR, 101);
    fail(GUESSER, Grounds.LOGIN, 11);

    assertThat(closed).hasSize(1);
    assertThat(closed.getFirst().test(GUESSER)).isTrue();
    assertThat(closed.getFirst().test(NEIGHBOUR)).isFalse();
  }

  @Test
  void bansNobodyWhereNoFailureIsTooMany() {
    bans.change(
        new BanSettings(
            0, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, List.of(), List.of(), true));
    fail(GUESSER, Grounds.LOGIN, 1000);

    assertThat(bans.list()).isEmpty();
  }

  private void fail(InetAddress source, Grounds grounds, int times) {
    for (int i = 0; i < times; i++) {
      bans.failed(source, grounds, true);
    }
  }

  private void failForged(InetAddress source, int times) {
    for (int i = 0; i < times; i++) {
      bans.failed(source, Grounds.UNKNOWN, false);
    }
  }

  private static BanSettings settings(int capacity) {
    return new BanSettings(
        10,
        Duration.ofSeconds(300),
        Duration.ofSeconds(20_000),
        capacity,
        List.of(Network.parse("127.0.0.0/8")),
        List.of(),
        false);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
