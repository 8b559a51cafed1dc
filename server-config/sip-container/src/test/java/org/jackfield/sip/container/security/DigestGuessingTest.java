package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.sip.container.security.DigestAlgorithm.SHA_256;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody tries passwords. */
class DigestGuessingTest {
  private final MovableClock clock = new MovableClock();
  private DigestVerifier verifier;
  private Phone phone;

  @BeforeEach
  void openDoors() {
    ElytronPasswords passwords = new ElytronPasswords(Users.usual().domain(event -> {}));
    verifier =
        new DigestVerifier(Users.REALM, passwords, DigestSettings.DEFAULT, new byte[32], clock);
    phone = new Phone(verifier, "192.0.2.7");
  }

  @Test
  void barsAUserAfterTenFailuresInAMinuteWhateverThePassword() {
    for (int i = 0; i < 10; i++) {
      assertThat(phone.login(SHA_256, "alice", "guess" + i)).isEqualTo(new Verdict.Refused());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(phone.login(SHA_256, "alice", "guess10")).isEqualTo(new Verdict.Barred());
    assertThat(phone.login(SHA_256, "alice", "wonderland")).isEqualTo(new Verdict.Barred());

    // The first failure is a minute old: one more try, and only one.
    clock.advance(Duration.ofSeconds(50));
    assertThat(phone.login(SHA_256, "alice", "guess11")).isEqualTo(new Verdict.Refused());
    assertThat(phone.login(SHA_256, "alice", "guess12")).isEqualTo(new Verdict.Barred());

    clock.advance(Duration.ofSeconds(60));
    assertThat(phone.login(SHA_256, "alice", "wonderland")).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void barsUnknownUsersLikeKnownOnes() {
    for (int i = 0; i < 10; i++) {
      assertThat(phone.login(SHA_256, "nobody", "guess")).isEqualTo(new Verdict.Refused());
    }

    assertThat(phone.login(SHA_256, "nobody", "guess")).isEqualTo(new Verdict.Barred());
  }

  @Test
  void letsOthersInFromTheSameAddressAndTheSameUserFromAnother() {
    for (int i = 0; i < 11; i++) {
      phone.login(SHA_256, "alice", "guess");
    }

    assertThat(phone.login(SHA_256, "bob", "builder")).isInstanceOf(Verdict.Verified.class);
    assertThat(new Phone(verifier, "192.0.2.8").login(SHA_256, "alice", "wonderland"))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void takesTheAddressesOfOneIpv6SiteForOneSource() {
    for (int i = 0; i < 10; i++) {
      new Phone(verifier, "2001:db8:0:1::" + (i + 1)).login(SHA_256, "alice", "guess");
    }

    assertThat(new Phone(verifier, "2001:db8:0:1::ffff").login(SHA_256, "alice", "wonderland"))
        .isEqualTo(new Verdict.Barred());
    assertThat(new Phone(verifier, "2001:db8:0:2::1").login(SHA_256, "alice", "wonderland"))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void givesNoMoreThanTenTriesWhenTheyComeAllAtOnce() throws Exception {
    List<DigestAnswer> guesses = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      guesses.add(phone.answer(SHA_256, "alice", "guess" + i));
    }
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Verdict>> verdicts = new ArrayList<>();
    try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (DigestAnswer guess : guesses) {
        verdicts.add(
            attackers.submit(() -> {
              start.await();
              return phone.send(guess);
            }));
      }
      start.countDown();
    }

    int refused = 0;
    for (Future<Verdict> verdict : verdicts) {
      refused += verdict.get() instanceof Verdict.Refused ? 1 : 0;
    }
    assertThat(refused).isEqualTo(10);
  }
}
