package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.sip.container.security.DigestAlgorithm.MD5;
import static org.jackfield.sip.container.security.DigestAlgorithm.SHA_256;
import static org.jackfield.sip.container.security.DigestAlgorithm.SHA_512_256;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jackfield.sip.container.security.DigestCredentials.Counted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wildfly.security.auth.server.event.SecurityAuthenticationFailedEvent;
import org.wildfly.security.auth.server.event.SecurityAuthenticationSuccessfulEvent;
import org.wildfly.security.auth.server.event.SecurityEvent;

class DigestVerifierTest {
  private static final byte[] SECRET = new byte[32];

  private final MovableClock clock = new MovableClock();
  private final List<SecurityEvent> audit = new ArrayList<>();
  private DigestVerifier verifier;
  private Phone phone;

  @BeforeEach
  void openDoors() throws Exception {
    verifier = verifier(DigestSettings.DEFAULT);
    phone = new Phone(verifier, "192.0.2.7");
  }

  private DigestVerifier verifier(DigestSettings settings) throws Exception {
    return verifier(settings, SECRET, Users.REALM);
  }

  private DigestVerifier verifier(DigestSettings settings, byte[] secret, String realm)
      throws Exception {
    ElytronPasswords passwords = new ElytronPasswords(Users.usual().domain(audit::add));
    return new DigestVerifier(realm, passwords, settings, secret, clock);
  }

  @Test
  void offersSha256FirstAndMd5AfterItInFieldsOfTheirOwn() throws Exception {
    List<String> offers = phone.challenges();

    assertThat(offers).hasSize(2).allSatisfy(offer -> assertThat(offer).contains("qop=\"auth\""));
    assertThat(Challenge.parse(offers.get(0)).orElseThrow().algorithm()).isEqualTo(SHA_256);
    assertThat(Challenge.parse(offers.get(1)).orElseThrow().algorithm()).isEqualTo(MD5);
    assertThat(offers).noneMatch(offer -> offer.contains("stale"));
  }

  @ParameterizedTest
  @CsvSource({
    "SHA_256,alice,wonderland",
    "MD5,alice,wonderland",
    "SHA_256,bob,builder",
    "MD5,carol,christmas"
  })
  void knowsUsersByWhateverElytronKeepsOfTheirPassword(
      DigestAlgorithm algorithm, String user, String password) {
    assertThat(phone.login(algorithm, user, password))
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verified -> {
              assertThat(verified.caller().principal().getName()).isEqualTo(user);
              assertThat(verified.caller().isInRole("phone")).isTrue();
              assertThat(verified.caller().isInRole("boss")).isEqualTo(user.equals("alice"));
            });
  }

  @Test
  void acceptsSha512256WhereItIsOffered() throws Exception {
    verifier = verifier(settings(List.of(SHA_512_256), 1000, 10));

    assertThat(new Phone(verifier, "192.0.2.7").login(SHA_512_256, "alice", "wonderland"))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void takesAnAlgorithmThatWasNotOfferedForAFault() throws Exception {
    DigestAnswer answer = new DigestAnswer(challenge(SHA_512_256), "alice", "wonderland");

    assertThat(phone.send(answer)).isInstanceOf(Verdict.Malformed.class);
  }

  private Challenge challenge(DigestAlgorithm algorithm) throws Exception {
    Challenge offered = Challenge.parse(phone.challenges().get(0)).orElseThrow();
    return new Challenge(
        offered.realm(),
        offered.nonce(),
        offered.opaque(),
        algorithm,
        offered.qops(),
        offered.naming(),
        offered.freshness());
  }

  @Test
  void asksForCredentialsWhereThereAreNone() {
    assertThat(phone.send()).isInstanceOf(Verdict.Missing.class);
    assertThat(phone.send("Basic QWxhZGRpbjpvcGVu")).isInstanceOf(Verdict.Missing.class);
  }

  @Test
  void passesOverCredentialsForOtherRealms() throws Exception {
    String other =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue()
            .replace(Users.REALM + "\", nonce", "elsewhere\", nonce");
    String ours =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue();

    assertThat(phone.send(other)).isInstanceOf(Verdict.Missing.class);
    assertThat(phone.send(other, ours)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void answersUnknownUsersWrongPasswordsAndUsersWithoutRightAlike() {
    assertThat(phone.login(SHA_256, "alice", "wrong")).isEqualTo(new Verdict.Refused());
    assertThat(phone.login(SHA_256, "nobody", "wrong")).isEqualTo(new Verdict.Refused());
    assertThat(phone.login(SHA_256, "carol", "christmas")).isEqualTo(new Verdict.Refused());
    assertThat(phone.login(SHA_256, "dave", "any")).isEqualTo(new Verdict.Refused());
    assertThat(phone.login(SHA_256, "eve", "apple")).isEqualTo(new Verdict.Refused());
  }

  @Test
  void countsOnWithOneNonce() {
    DigestAnswer answer = phone.answer(SHA_256, "alice", "wonderland");

    for (int i = 0; i < 200; i++) {
      assertThat(phone.send(answer)).isInstanceOf(Verdict.Verified.class);
    }
  }

  @Test
  void letsRequestsOvertakeEachOther() {
    DigestAnswer answer = phone.answer(SHA_256, "alice", "wonderland");
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add(answer.next("REGISTER", Phone.URI, new byte[0]).headerValue());
    }

    for (String late : sent.reversed()) {
      assertThat(phone.send(late)).isInstanceOf(Verdict.Verified.class);
    }
  }

  @Test
  void takesAReplayForStale() {
    String once =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue();

    assertThat(phone.send(once)).isInstanceOf(Verdict.Verified.class);
    assertThat(phone.send(once)).isEqualTo(new Verdict.Stale());
  }

  @Test
  void takesAReplayForStaleWhenTheCountIsFarBehind() {
    DigestAnswer answer = phone.answer(SHA_256, "alice", "wonderland");
    String first = answer.next("REGISTER", Phone.URI, new byte[0]).headerValue();
    for (int i = 0; i < 70; i++) {
      phone.send(answer);
    }

    assertThat(phone.send(first)).isEqualTo(new Verdict.Stale());
  }

  @Test
  void acceptsAReplayNeverWhenMoreNoncesAreInUseThanItRemembers() throws Exception {
    verifier = verifier(settings(List.of(SHA_256), 10, 10));
    phone = new Phone(verifier, "192.0.2.7");
    String first =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue();
    assertThat(phone.send(first)).isInstanceOf(Verdict.Verified.class);

    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofMillis(10));
      assertThat(phone.login(SHA_256, "bob", "builder")).isInstanceOf(Verdict.Verified.class);
      assertThat(phone.send(first)).isEqualTo(new Verdict.Stale());
    }
  }

  @Test
  void letsANonceLiveForAMinute() {
    DigestAnswer answer = phone.answer(SHA_256, "alice", "wonderland");

    clock.advance(Duration.ofSeconds(59));
    assertThat(phone.send(answer)).isInstanceOf(Verdict.Verified.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(phone.send(answer)).isEqualTo(new Verdict.Stale());
  }

  @Test
  void saysStaleInTheNextChallenge() {
    Attempt late =
        new Attempt(
            "REGISTER", Phone.URI, List.of(), Attempt.Body.NONE, Phone.address("192.0.2.7"));

    assertThat(verifier.challenge(late, new Verdict.Stale()))
        .allSatisfy(offer -> assertThat(offer).contains("stale=true"));
  }

  @Test
  void takesNoncesOfOthersForStale() throws Exception {
    Phone elsewhere = new Phone(verifier, "192.0.2.8");
    DigestAnswer moved = elsewhere.answer(SHA_256, "alice", "wonderland");
    byte[] otherSecret = {1};
    DigestAnswer restarted =
        new Phone(verifier(DigestSettings.DEFAULT, otherSecret, Users.REALM), "192.0.2.7")
            .answer(SHA_256, "alice", "wonderland");

    assertThat(phone.send(moved)).isEqualTo(new Verdict.Stale());
    assertThat(phone.send(restarted)).isEqualTo(new Verdict.Stale());
  }

  @Test
  void acceptsTheNonceOfAnotherNodeWithTheSameSecret() throws Exception {
    DigestAnswer fromFirstNode = phone.answer(SHA_256, "alice", "wonderland");
    Phone atSecondNode = new Phone(verifier(DigestSettings.DEFAULT), "192.0.2.7");

    assertThat(atSecondNode.send(fromFirstNode)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void acceptsAnswersWithoutQopOncePerNonceAndForMd5Only() throws Exception {
    Challenge offered = Challenge.parse(phone.challenges().get(1)).orElseThrow();
    DigestAnswer legacy =
        new DigestAnswer(
            new Challenge(
                offered.realm(),
                offered.nonce(),
                offered.opaque(),
                MD5,
                Set.of(),
                offered.naming(),
                offered.freshness()),
            "alice",
            "wonderland");
    String header = legacy.next("REGISTER", Phone.URI, new byte[0]).headerValue();

    assertThat(phone.send(header)).isInstanceOf(Verdict.Verified.class);
    assertThat(phone.send(header)).isEqualTo(new Verdict.Stale());
    assertThat(phone.send(header.replace("MD5", "SHA-256"))).isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void checksTheBodyWhereTheClientProtectsIt() throws Exception {
    Challenge offered = Challenge.parse(phone.challenges().get(0)).orElseThrow();
    Challenge guarded =
        new Challenge(
            offered.realm(),
            offered.nonce(),
            offered.opaque(),
            SHA_256,
            Set.of(Qop.AUTH_INT),
            offered.naming(),
            offered.freshness());
    byte[] body = {'v', '=', '0'};
    DigestCredentials answer =
        new DigestAnswer(guarded, "alice", "wonderland").next("REGISTER", Phone.URI, body);

    assertThat(((Counted) answer.protection()).qop()).isEqualTo(Qop.AUTH_INT);
    assertThat(phone.send(answer.headerValue())).isInstanceOf(Verdict.Refused.class);
    assertThat(
            verifier.verify(
                new Attempt(
                    "REGISTER",
                    Phone.URI,
                    List.of(answer.headerValue()),
                    () -> body,
                    Phone.address("192.0.2.7"))))
        .isInstanceOf(Verdict.Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "nc=00000001,nc=1",
    "nc=00000001,nc=00000000",
    "nc=00000001,nc=zzzzzzzz",
    "qop=auth,qop=secret",
    "algorithm=SHA-256,algorithm=SHA-1",
    "cnonce=,cmonce=",
    "username=,user=",
    "sip:atlanta.example.com,sip:biloxi.example.com",
    "sip:atlanta.example.com,sip:bob@atlanta.example.com",
    "sip:atlanta.example.com,",
    "realm=,real=",
    "response=\",response=\"0",
  })
  void takesBrokenCredentialsForAFault(String part, String broken) {
    String header =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue();
    assertThat(header).contains(part);

    assertThat(phone.send(header.replace(part, broken == null ? "" : broken)))
        .isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void refusesAMethodThatWasNotSigned() {
    DigestAnswer answer = phone.answer(SHA_256, "alice", "wonderland");

    assertThat(phone.send(answer.next("INVITE", Phone.URI, new byte[0]).headerValue()))
        .isEqualTo(new Verdict.Refused());
  }

  @Test
  void acceptsACountOnlyOnceWhenItComesManyTimesAtOnce() throws Exception {
    String once =
        phone
            .answer(SHA_256, "alice", "wonderland")
            .next("REGISTER", Phone.URI, new byte[0])
            .headerValue();
    List<Future<Verdict>> verdicts = new ArrayList<>();
    try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        verdicts.add(attackers.submit(() -> phone.send(once)));
      }
    }

    int verified = 0;
    for (Future<Verdict> verdict : verdicts) {
      verified += verdict.get() instanceof Verdict.Verified ? 1 : 0;
    }
    assertThat(verified).isEqualTo(1);
  }

  @Test
  void tellsTheAuditLogHowAnAuthenticationEndedAndNothingOfOthers() {
    phone.login(SHA_256, "alice", "wonderland");
    audit.clear();

    phone.login(SHA_256, "nobody", "guess");
    assertThat(audit)
        .singleElement()
        .isInstanceOfSatisfying(
            SecurityAuthenticationFailedEvent.class,
            event -> assertThat(event.getPrincipal().getName()).isEqualTo("nobody"));
    audit.clear();

    phone.login(SHA_256, "bob", "builder");
    assertThat(audit).hasAtLeastOneElementOfType(SecurityAuthenticationSuccessfulEvent.class);
  }

  private static DigestSettings settings(
      List<DigestAlgorithm> algorithms, int nonces, int failures) {
    return new DigestSettings(algorithms, Duration.ofSeconds(60), nonces, failures, 1000);
  }
}
