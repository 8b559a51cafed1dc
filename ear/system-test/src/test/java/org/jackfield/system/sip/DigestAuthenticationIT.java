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

/** Security constraints of sip.xml: JSR 289 section 17, RFC 3261 section 22, RFC 8760. */
class DigestAuthenticationIT {
  private static final String SECRET = "canary-5c0ffee5";
  private static final DigestUser ALICE = new DigestUser("alice", SECRET);
  private static final DigestUser BOB = new DigestUser("bob", SECRET + "-bob");
  private static final DigestUser CAROL = new DigestUser("carol", SECRET + "-carol");

  @Order(1)
  @RegisterExtension
  static final SecurityDomains domains =
      SecurityDomains.of(
          new Domain(
              "sip-users",
              List.of(
                  new User(ALICE.name(), ALICE.password(), "phone"),
                  new User(BOB.name(), BOB.password(), "operator"),
                  new User(CAROL.name(), CAROL.password(), "phone"))));

  @Order(2)
  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(
              GuardedServlet.class, VaultServlet.class, ClerkServlet.class, Register.class)
          .withDescriptor(
              "jboss-web.xml",
              "<jboss-web><security-domain>sip-users</security-domain></jboss-web>")
          .withDescriptor("sip.xml", DescriptorFile.read("guarded-sip.xml"));

  @Test
  void challengesByTheStrongAlgorithmFirst() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message challenge = call.expect(401, call.send("INVITE"));

      assertThat(challenge.headers("WWW-Authenticate"))
          .extracting(value -> DigestUser.parameter(value, "algorithm"))
          .containsExactly("SHA-256", "MD5");
      assertThat(challenge.headers("WWW-Authenticate"))
          .allMatch(value -> DigestUser.parameter(value, "realm").equals("telephony"))
          .allMatch(value -> DigestUser.parameter(value, "qop").equals("auth"))
          .noneMatch(value -> value.contains("stale"));
    }
  }

  @ParameterizedTest
  @CsvSource({"INVITE, SHA-256", "INVITE, MD5", "REGISTER, SHA-256", "REGISTER, MD5"})
  void letsTheRightAnswerIn(String method, String algorithm) {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message first = call.send(method);
      String challenge = offered(call.expect(401, first), algorithm);

      Message answer =
          call.expect(200, call.send(method, "Authorization: " + ALICE.answers(challenge, first)));

      assertThat(answer.header("Principal")).isEqualTo("alice");
      if (method.equals("INVITE")) {
        call.ack(answer);
        call.expect(200, call.send("BYE"));
      }
    }
  }

  @Test
  void tellsServletAndBeansWhoCalls() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message answer = call.expect(200, knock(call, "REGISTER", ALICE));

      assertThat(answer.header("Principal")).isEqualTo("alice");
      assertThat(answer.header("Remote-User")).isEqualTo("alice");
      assertThat(answer.header("Roles")).isEqualTo("phone=true linked=true operator=false");
      assertThat(answer.header("Bean")).isEqualTo("alice phone=true operator=false clerk=false");
    }
  }

  @Test
  void leavesWhoeverNeedNotBeKnownUnknown() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message answer = call.expect(200, call.send("OPTIONS"));

      assertThat(answer.header("Principal")).isEqualTo("nobody");
      assertThat(answer.header("Remote-User")).isEqualTo("null");
      assertThat(answer.header("Roles")).isEqualTo("phone=false linked=false operator=false");
      assertThat(answer.header("Bean"))
          .isEqualTo("anonymous phone=false operator=false clerk=false");
    }
  }

  @Test
  void callsBeansInTheRoleThatTheServletRunsAs() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("clerk"));

      Message unknown = call.expect(200, call.send("OPTIONS"));
      assertThat(unknown.header("Bean"))
          .isEqualTo("anonymous phone=false operator=false clerk=true");

      Message known = call.expect(200, knock(call, "REGISTER", ALICE));
      assertThat(known.header("Bean")).isEqualTo("alice phone=false operator=false clerk=true");
      assertThat(known.header("Roles")).startsWith("phone=true");
    }
  }

  @Test
  void saysTheSameToAWrongPasswordAsToAStranger() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message wrong = call.expect(401, knock(call, "REGISTER", new DigestUser("alice", "guess")));
      Message stranger =
          call.expect(401, knock(call, "REGISTER", new DigestUser("mallory", "guess")));

      assertThat(shape(wrong)).isEqualTo(shape(stranger)).doesNotContain("stale");
    }
  }

  /** What does not differ from one message to the next. */
  private static String shape(Message message) {
    return message
        .text()
        .replaceAll("nonce=\"[^\"]*\"", "nonce")
        .replaceAll("branch=\\w+", "branch")
        .replaceAll("(?m)^To:.*;tag=\\S+", "To")
        .replaceAll("CSeq: \\d+", "CSeq");
  }

  @Test
  void countsOnWithANonceAndRefusesACountThatHasBeen() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message first = call.send("REGISTER");
      String challenge = offered(call.expect(401, first), "SHA-256");
      String uri = first.requestUri();
      String once = "Authorization: " + ALICE.answers(challenge, 1, "REGISTER", uri);
      String twice = "Authorization: " + ALICE.answers(challenge, 2, "REGISTER", uri);

      call.expect(200, call.send("REGISTER", once));
      call.expect(200, call.send("REGISTER", twice));
      Message again = call.expect(401, call.send("REGISTER", once));

      assertThat(again.headers("WWW-Authenticate"))
          .hasSize(2)
          .allMatch(v -> v.contains("stale=true"));
    }
  }

  @Test
  void asksAgainForANonceThatIsNotItsOwn() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message first = call.send("REGISTER");
      String challenge =
          offered(call.expect(401, first), "MD5").replaceFirst("nonce=\"....", "nonce=\"AAAA");

      Message again =
          call.expect(
              401, call.send("REGISTER", "Authorization: " + ALICE.answers(challenge, first)));

      assertThat(again.headers("WWW-Authenticate"))
          .hasSize(2)
          .allMatch(v -> v.contains("stale=true"));
    }
  }

  @Test
  void refusesAnAnswerToAnotherRequest() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message first = call.send("REGISTER");
      String challenge = offered(call.expect(401, first), "MD5");

      call.expect(
          400,
          call.send(
              "REGISTER",
              "Authorization: "
                  + ALICE.answers(challenge, 1, "REGISTER", "sip:elsewhere.example")));
      call.expect(
          401,
          call.send(
              "REGISTER",
              "Authorization: " + ALICE.answers(challenge, 1, "INVITE", first.requestUri())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest",
        "Digest username=\"alice\", realm=\"telephony\"",
        "Digest username=\"alice\", realm=\"telephony\", nonce=\"\", uri=\"sip:x\", response=\"\"",
        "Digest username=\"alice\", realm=\"telephony\", nonce=\"x\", uri=\"sip:x\", response=\"0\","
            + " algorithm=CRC",
      })
  void survivesCredentialsThatAreNone(String credentials) {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message request = call.send("REGISTER", "Authorization: " + credentials);

      assertThat(status(phone, request)).isIn(400, 401);
    }
  }

  @Test
  void challengesAsAProxyWhereAsked() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("vault"));
      Message first = call.send("OPTIONS");
      Message challenge = call.expect(407, first);

      assertThat(challenge.headers("Proxy-Authenticate"))
          .extracting(value -> DigestUser.parameter(value, "algorithm"))
          .containsExactly("SHA-256", "MD5");
      call.expect(
          200,
          call.send(
              "OPTIONS",
              "Proxy-Authorization: "
                  + BOB.answers(challenge.header("Proxy-Authenticate"), first)));
    }
  }

  @Test
  void refusesAKnownCallerWithoutTheRole() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      Message refusal = call.expect(403, knock(call, "REGISTER", BOB));

      assertThat(refusal.headers("WWW-Authenticate")).isEmpty();
    }
  }

  @Test
  void refusesEverybodyWhereNoRoleIsNamed() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));

      call.expect(403, call.send("PUBLISH"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void refusesWhatMustComeOverTls(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("guarded"));

      call.expect(403, call.send("MESSAGE"));
    }
  }

  @Test
  void doesNotBelieveInTlsThatOnlyViaNames() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message message = call.prepare("MESSAGE");
      phone.send(new Message(message.text().replace("SIP/2.0/TCP", "SIP/2.0/TLS"), message.back()));

      assertThat(status(phone, message)).isEqualTo(400);
    }
  }

  @Test
  void barsAUserWhosePasswordIsBeingGuessedAndNobodyElse() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      for (int guess = 1; guess <= 10; guess++) {
        call.expect(401, knock(call, "REGISTER", new DigestUser("carol", "guess" + guess)));
      }

      call.expect(403, knock(call, "REGISTER", new DigestUser("carol", "guess11")));
      call.expect(403, knock(call, "REGISTER", CAROL));
      call.expect(200, knock(call, "REGISTER", ALICE));
    }
  }

  @Test
  void challengesWithinADialogButNeverAck() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("vault"));
      Message answer = call.expect(200, knockAtProxy(call, "INVITE"));
      call.ack(answer);
      application.awaitNote("ACK by nobody");

      call.expect(200, knockAtProxy(call, "BYE"));
    }
  }

  @Test
  void neverChallengesCancel() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("rings-vault"));
      Message invite = knockAtProxy(call, "INVITE");
      call.expect(180, invite);

      call.expect(200, call.cancel(invite));

      call.expect(487, invite);
    }
  }

  @Test
  void letsPhonesInThatKnowMd5Only() {
    Sipp.scenario("authenticated-registrar-client")
        .to(application.sipPort())
        .with("-au", ALICE.name(), "-ap", ALICE.password())
        .calls(5)
        .run()
        .mustSucceed();
    Sipp.scenario("authenticated-uac")
        .to(application.sipPort())
        .with("-au", ALICE.name(), "-ap", ALICE.password())
        .calls(5)
        .run()
        .mustSucceed();
  }

  @Test
  void keepsSecretsOutOfTheLog() {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri("guarded"));
      Message right = knock(call, "REGISTER", ALICE);
      call.expect(200, right);
      Message wrong = knock(call, "REGISTER", new DigestUser("alice", SECRET + "-wrong"));
      call.expect(401, wrong);

      assertThat(application.server().log())
          .doesNotContain(SECRET)
          .doesNotContain(DigestUser.parameter(right.header("Authorization"), "response"))
          .doesNotContain(DigestUser.parameter(wrong.header("Authorization"), "response"));
    }
  }

  /** Asks, is challenged, and asks again as this user. */
  private static Message knock(Dialog call, String method, DigestUser user) {
    Message first = call.send(method);
    String challenge = offered(call.expect(401, first), "SHA-256");
    return call.send(method, "Authorization: " + user.answers(challenge, first));
  }

  private static Message knockAtProxy(Dialog call, String method) {
    Message first = call.send(method);
    String challenge = call.expect(407, first).header("Proxy-Authenticate");
    return call.send(method, "Proxy-Authorization: " + ALICE.answers(challenge, first));
  }

  private static String offered(Message challenge, String algorithm) {
    return challenge.headers("WWW-Authenticate").stream()
        .filter(value -> DigestUser.parameter(value, "algorithm").equals(algorithm))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + algorithm + " in\n" + challenge));
  }

  private static int status(Phone phone, Message request) {
    return phone
        .await(
            "answer to " + request.method(),
            message -> !message.isRequest() && message.callId().equals(request.callId()))
        .status();
  }
}
