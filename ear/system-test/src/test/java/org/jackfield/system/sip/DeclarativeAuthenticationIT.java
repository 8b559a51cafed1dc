package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.sip.SecurityDomains.Domain;
import org.jackfield.system.sip.SecurityDomains.User;
import org.jackfield.system.sip.application.ClerkServlet;
import org.jackfield.system.sip.application.GuardedServlet;
import org.jackfield.system.sip.application.Register;
import org.jackfield.system.sip.application.VaultServlet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers who must prove who they are, as sip.xml declares it: JSR 289 chapter 14, RFC 3261 section
 * 22, RFC 7616, RFC 8760.
 */
class DeclarativeAuthenticationIT {
  private static final String DOMAIN = "telephones";
  private static final DigestUser ALICE = new DigestUser("alice", "canary-7a11ce");
  private static final DigestUser BOB = new DigestUser("bob", "canary-b0bb0b");
  private static final DigestUser GUESSED = new DigestUser("carol", "canary-ca401");
  private static final DigestUser STRANGER = new DigestUser("stranger", "canary-57a9");

  @RegisterExtension
  @Order(1)
  static final SecurityDomains domains =
      SecurityDomains.of(
          new Domain(
              DOMAIN,
              List.of(
                  new User(ALICE.name(), ALICE.password(), "phone"),
                  new User(BOB.name(), BOB.password(), "operator"),
                  new User(GUESSED.name(), GUESSED.password(), "phone"))));

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application =
      DeployedApplication.of(
              GuardedServlet.class, VaultServlet.class, ClerkServlet.class, Register.class)
          .withDescriptor("sip.xml", DescriptorFile.read("guarded-sip.xml"))
          .withDescriptor(
              "jboss-web.xml",
              "<jboss-web><security-domain>" + DOMAIN + "</security-domain></jboss-web>");

  private static final String USER = "Authorization";
  private static final String PROXY = "Proxy-Authorization";

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void asksWhoItIsTheStrongestAlgorithmFirst(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      Message refusal = dialog.expect(401, dialog.send("REGISTER"));

      List<String> challenges = refusal.headers("WWW-Authenticate");
      assertThat(challenges)
          .extracting(challenge -> DigestUser.parameter(challenge, "algorithm"))
          .containsExactly("SHA-256", "MD5");
      assertThat(challenges)
          .allMatch(challenge -> DigestUser.parameter(challenge, "realm").equals("telephony"))
          .allMatch(challenge -> DigestUser.parameter(challenge, "qop").equals("auth"))
          .noneMatch(challenge -> DigestUser.parameter(challenge, "nonce").isEmpty())
          .noneMatch(challenge -> DigestUser.parameter(challenge, "opaque").isEmpty())
          .noneMatch(challenge -> DigestUser.parameter(challenge, "stale").equals("true"));
    }
  }

  @ParameterizedTest
  @CsvSource({"UDP, MD5", "UDP, SHA-256", "TCP, MD5", "TCP, SHA-256"})
  void tellsServletAndBeanWhoHasRegistered(String transport, String algorithm) {
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", algorithm);

      Message answer = dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 1));

      assertThat(answer.header("Principal")).isEqualTo("alice");
      assertThat(answer.header("Remote-User")).isEqualTo("alice");
      assertThat(answer.header("Roles")).isEqualTo("phone=true linked=true operator=false");
      assertThat(answer.header("Bean")).isEqualTo("alice phone=true operator=false clerk=false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void letsTheCallGoOnWithoutAskingAgain(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      String challenge = challenge(call, "INVITE", "SHA-256");

      Message answer = call.expect(200, send(call, "INVITE", ALICE, challenge, 1));
      call.ack(answer);

      assertThat(call.expect(200, call.send("INFO")).header("Principal")).isEqualTo("nobody");
      call.expect(200, call.send("BYE"));
    }
  }

  @Test
  void asksAgainWithinTheCallWhereTheDescriptorSaysSo() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("anybody"));
      String challenge = challenge(call, "INVITE", "MD5");
      call.ack(call.expect(200, send(call, "INVITE", ALICE, challenge, 1)));

      call.expect(401, call.send("INVITE"));
      Message again = send(call, "INVITE", ALICE, challenge, 2);
      call.ack(call.expect(200, again));

      call.expect(200, call.send("BYE"));
    }
  }

  @Test
  void neitherAsksForAnAckNorForACancel() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("rings"));
      String challenge = challenge(call, "INVITE", "SHA-256");
      Message invite = send(call, "INVITE", ALICE, challenge, 1);
      call.expect(180, invite);

      Message cancel = call.cancel(invite);

      call.expect(200, cancel);
      call.expect(487, invite);
      application.awaitNote("CANCEL by nobody");
    }
  }

  @Test
  void countsHowOftenANonceIsUsed() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "SHA-256");
      dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 1));
      dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 2));
      dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 4));
      // RFC 7616 section 3.4: what overtakes another on the way still counts once
      dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 3));

      Message replayed = dialog.expect(401, send(dialog, "REGISTER", ALICE, challenge, 4));

      String fresh = replayed.header("WWW-Authenticate");
      assertThat(DigestUser.parameter(fresh, "stale")).isEqualTo("true");
      dialog.expect(200, send(dialog, "REGISTER", ALICE, fresh, 1));
    }
  }

  @Test
  void callsANonceStaleThatItHasNotGiven() {
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "MD5");
      String nonce = DigestUser.parameter(challenge, "nonce");

      String forged = challenge.replace(nonce, "A".repeat(nonce.length()));
      Message refusal = dialog.expect(401, send(dialog, "REGISTER", ALICE, forged, 1));

      String fresh = refusal.header("WWW-Authenticate");
      assertThat(DigestUser.parameter(fresh, "stale")).isEqualTo("true");
      assertThat(DigestUser.parameter(fresh, "nonce")).isNotEqualTo(nonce);
      dialog.expect(200, send(dialog, "REGISTER", ALICE, fresh, 1));
    }
  }

  @Test
  void answersAWrongPasswordAsItAnswersAWrongName() {
    try (Phone phone = application.phone("TCP")) {
      String wrongPassword = refusal(phone, new DigestUser(ALICE.name(), "wrong"));
      String wrongName = refusal(phone, STRANGER);

      assertThat(wrongPassword).isEqualTo(wrongName).doesNotContain("stale=true");
    }
  }

  /** The refusal without what differs in any two. */
  private static String refusal(Phone phone, DigestUser user) {
    Dialog dialog = phone.dialog(application.uri("anybody"));
    String challenge = challenge(dialog, "REGISTER", "SHA-256");
    Message refusal = dialog.expect(401, send(dialog, "REGISTER", user, challenge, 1));
    return refusal
        .text()
        .replaceAll("(nonce=)\"[^\"]*\"", "$1")
        .replaceAll("(tag|branch)=[^;\\s]+", "$1")
        .replaceAll("(?m)^Call-ID:.*$", "");
  }

  @Test
  void stopsListeningToWhoGuesses() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "SHA-256");
      DigestUser guessing = new DigestUser(GUESSED.name(), "wrong");
      for (int guess = 1; guess <= 10; guess++) {
        dialog.expect(401, send(dialog, "REGISTER", guessing, challenge, guess));
      }

      dialog.expect(403, send(dialog, "REGISTER", GUESSED, challenge, 11));
    }
  }

  @Test
  void forbidsWhoHasNotTheRole() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "SHA-256");

      Message refusal = dialog.expect(403, send(dialog, "REGISTER", BOB, challenge, 1));

      assertThat(refusal.headers("WWW-Authenticate")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  void asksAsAProxyWhereTheDescriptorSaysSo(String name) {
    DigestUser user = name.equals("alice") ? ALICE : BOB;
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("the-vault"));
      Message refusal = dialog.expect(407, dialog.send("OPTIONS"));
      assertThat(refusal.headers("WWW-Authenticate")).isEmpty();
      String challenge = refusal.headers("Proxy-Authenticate").getFirst();

      // the credentials for somebody else are none
      Message request = dialog.prepare("OPTIONS");
      dialog.expect(407, dialog.send("OPTIONS", USER + ": " + user.answers(challenge, request)));
      request = dialog.prepare("OPTIONS");
      Message answer =
          dialog.expect(
              200, dialog.send("OPTIONS", PROXY + ": " + user.answers(challenge, request)));

      assertThat(answer.header("Principal")).isEqualTo(name);
    }
  }

  @Test
  void leavesOpenWhatIsNotCovered() {
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      Message answer = dialog.expect(200, dialog.send("OPTIONS"));

      assertThat(answer.header("Principal")).isEqualTo("nobody");
      assertThat(answer.header("Remote-User")).isEqualTo("null");
      assertThat(answer.header("Bean")).startsWith("anonymous phone=false");
    }
  }

  @Test
  void admitsNobodyWhereNoRoleIsNamed() {
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      dialog.expect(403, dialog.send("PUBLISH", "Event: presence"));
    }
  }

  @Test
  void wantsSecretsOverTls() {
    try (Phone plain = application.phone("TCP");
        Phone secure = Phone.tls(application.tls(), Keys.trustingAnybody())) {
      Dialog heard = plain.dialog(application.uri("anybody"));
      heard.expect(403, heard.send("MESSAGE"));

      Dialog secret = secure.dialog(application.uri("anybody"));
      secret.expect(200, secret.send("MESSAGE"));
    }
  }

  @Test
  void runsAsWhomTheDescriptorNames() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("clerk"));
      String challenge = challenge(dialog, "REGISTER", "MD5");

      Message answer = dialog.expect(200, send(dialog, "REGISTER", ALICE, challenge, 1));

      assertThat(answer.header("Principal")).isEqualTo("alice");
      assertThat(answer.header("Roles")).isEqualTo("phone=true linked=false operator=false");
      assertThat(answer.header("Bean")).endsWith(" phone=false operator=false clerk=true");
    }
  }

  @Test
  void overlooksCredentialsForOtherRealms() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "SHA-256");
      Message next = dialog.prepare("REGISTER");
      String other = ALICE.answers(challenge.replace("telephony", "elsewhere"), next);
      String ours = ALICE.answers(challenge, next);

      dialog.expect(401, dialog.send("REGISTER", USER + ": " + other));
      dialog.expect(200, dialog.send("REGISTER", USER + ": " + other, USER + ": " + ours));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest realm=\"telephony\"",
        "Digest realm=\"telephony\", username=\"alice\", nonce=\"x\", uri=\"sip:a@b\"",
      })
  void callsBrokenCredentialsABadRequest(String credentials) {
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      dialog.expect(400, dialog.send("REGISTER", USER + ": " + credentials));
    }
  }

  @Test
  void refusesCredentialsForAnotherUri() {
    try (Phone phone = application.phone("TCP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));
      String challenge = challenge(dialog, "REGISTER", "SHA-256");
      String forElsewhere = ALICE.answers(challenge, 1, "REGISTER", "sip:elsewhere@example.com");

      dialog.expect(400, dialog.send("REGISTER", USER + ": " + forElsewhere));
    }
  }

  @Test
  void keepsSecretsOutOfTheLog() {
    assertThat(application.server().log())
        .doesNotContain(ALICE.password())
        .doesNotContain(BOB.password());
  }

  /** Asks without credentials, and gives the challenge of this algorithm. */
  private static String challenge(Dialog dialog, String method, String algorithm) {
    return dialog.expect(401, dialog.send(method)).headers("WWW-Authenticate").stream()
        .filter(challenge -> DigestUser.parameter(challenge, "algorithm").equals(algorithm))
        .findFirst()
        .orElseThrow();
  }

  private static Message send(
      Dialog dialog, String method, DigestUser user, String challenge, int count) {
    String credentials = user.answers(challenge, count, method, dialog.target());
    return dialog.send(method, USER + ": " + credentials);
  }
}
