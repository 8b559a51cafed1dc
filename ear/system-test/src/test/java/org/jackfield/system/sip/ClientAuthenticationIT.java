package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.sip.application.ClientServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that is asked who it is: JSR 289 section 14.6, RFC 3261 section 22, RFC 8760. */
class ClientAuthenticationIT {
  private static final DigestUser US = new DigestUser(ClientServlet.USER, ClientServlet.PASSWORD);

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(ClientServlet.class);

  @ParameterizedTest
  @CsvSource({"info, MD5", "info, SHA-256", "user, MD5", "user, SHA-256"})
  void answersARegistrar(String form, String algorithm) {
    try (Phone registrar = application.phone("TCP")) {
      application.order("REGISTER " + form, registrar.uri());
      Dialog dialog = registrar.awaits("REGISTER");
      assertThat(dialog.request().headers("Authorization")).isEmpty();

      dialog.answer(401, "WWW-Authenticate: " + challenge("example.org", algorithm, "n1"));

      Message again = dialog.expect("REGISTER");
      String credentials = again.header("Authorization");
      assertThat(US.wouldSend(credentials, "REGISTER")).as(credentials).isTrue();
      assertThat(DigestUser.parameter(credentials, "algorithm")).isEqualTo(algorithm);
      assertThat(DigestUser.parameter(credentials, "uri")).isEqualTo(again.requestUri());
      assertThat(DigestUser.parameter(credentials, "nc")).isEqualTo("00000001");
      assertThat(DigestUser.parameter(credentials, "opaque")).isEqualTo("opaque of n1");
      assertThat(again.callId()).isEqualTo(dialog.callId());
      assertThat(again.cseq()).isGreaterThan(dialog.request().cseq());
      dialog.answer(again, 200);
    }
  }

  @ParameterizedTest
  @CsvSource({"info, MD5", "user, SHA-256"})
  void answersAProxyAndGoesOnSoInTheDialog(String form, String algorithm) {
    try (Phone proxy = application.phone("TCP")) {
      application.order("INVITE " + form, proxy.uri());
      Dialog call = proxy.awaits("INVITE");
      call.answer(407, "Proxy-Authenticate: " + challenge("example.org", algorithm, "n2"));
      call.expect("ACK");

      Message invite = call.expect("INVITE");
      String first = invite.header("Proxy-Authorization");
      assertThat(US.wouldSend(first, "INVITE")).as(first).isTrue();
      call.answer(invite, 200);

      // RFC 3261 section 22.1: the same credentials as the INVITE
      assertThat(call.expect("ACK").headers("Proxy-Authorization")).containsExactly(first);

      application.order("again INFO", proxy.uri());
      Message info = call.expect("INFO");
      mustCount(info, "Proxy-Authorization", 2);
      call.answer(info, 200);

      application.order("again BYE", proxy.uri());
      Message bye = call.expect("BYE");
      mustCount(bye, "Proxy-Authorization", 3);
      call.answer(bye, 200);
    }
  }

  private static void mustCount(Message request, String header, int count) {
    String credentials = request.header(header);
    assertThat(US.wouldSend(credentials, request.method())).as(credentials).isTrue();
    assertThat(DigestUser.parameter(credentials, "nc")).isEqualTo("%08x".formatted(count));
  }

  @Test
  void answersTheStrongestChallengeOfEachRealm() {
    try (Phone registrar = application.phone("TCP")) {
      application.order("REGISTER info", registrar.uri());
      Dialog dialog = registrar.awaits("REGISTER");
      dialog.answer(
          401,
          "WWW-Authenticate: Basic realm=\"example.org\"",
          "WWW-Authenticate: " + challenge("example.org", "AKAv1-MD5", "a"),
          "WWW-Authenticate: " + challenge("example.org", "MD5", "b"),
          "WWW-Authenticate: " + challenge("example.org", "SHA-256", "c"),
          "WWW-Authenticate: " + challenge("example.net", "MD5", "d"),
          "Proxy-Authenticate: " + challenge("proxy.example.org", "MD5", "e"));

      Message again = dialog.expect("REGISTER");
      assertThat(again.headers("Authorization"))
          .extracting(value -> DigestUser.parameter(value, "nonce"))
          .containsExactlyInAnyOrder("c", "d");
      assertThat(again.headers("Proxy-Authorization"))
          .extracting(value -> DigestUser.parameter(value, "nonce"))
          .containsExactly("e");
      assertThat(
              List.of(
                  again.headers("Authorization").get(0),
                  again.headers("Authorization").get(1),
                  again.header("Proxy-Authorization")))
          .allMatch(value -> US.wouldSend(value, "REGISTER"));
      dialog.answer(again, 200);
    }
  }

  @Test
  void registersAgainWithoutBeingAsked() {
    try (Phone registrar = application.phone("TCP")) {
      application.order("REGISTER user", registrar.uri());
      Dialog dialog = registrar.awaits("REGISTER");
      application.order("keep", registrar.uri());
      dialog.answer(401, "WWW-Authenticate: " + challenge("example.org", "SHA-256", "n3"));
      dialog.answer(dialog.expect("REGISTER"), 200);
      application.awaitNotes("done " + dialog.callId(), 1);

      application.order("again REGISTER", registrar.uri());

      Message refresh = dialog.expect("REGISTER");
      mustCount(refresh, "Authorization", 2);
      dialog.answer(refresh, 200, "Authentication-Info: nextnonce=\"n4\"");

      application.awaitNotes("done " + dialog.callId(), 2);
      application.order("again REGISTER", registrar.uri());

      Message next = dialog.expect("REGISTER");
      mustCount(next, "Authorization", 1);
      assertThat(DigestUser.parameter(next.header("Authorization"), "nonce")).isEqualTo("n4");
      dialog.answer(next, 200);
      application.awaitNotes("done " + dialog.callId(), 3);
      application.order("forget", registrar.uri());
    }
  }

  @Test
  void takesTheNewNonceWhereItsOwnIsStale() {
    try (Phone registrar = application.phone("TCP")) {
      application.order("REGISTER user", registrar.uri());
      Dialog dialog = registrar.awaits("REGISTER");
      dialog.answer(401, "WWW-Authenticate: " + challenge("example.org", "MD5", "old"));

      dialog.answer(
          dialog.expect("REGISTER"),
          401,
          "WWW-Authenticate: " + challenge("example.org", "MD5", "new") + ", stale=true");

      Message again = dialog.expect("REGISTER");
      assertThat(again.headers("Authorization")).hasSize(1);
      mustCount(again, "Authorization", 1);
      assertThat(DigestUser.parameter(again.header("Authorization"), "nonce")).isEqualTo("new");
      dialog.answer(again, 200);
    }
  }

  @Test
  void tellsTheApplicationThatARealmIsUnknownToIt() {
    try (Phone registrar = application.phone("TCP")) {
      application.order("REGISTER info", registrar.uri());

      registrar
          .awaits("REGISTER")
          .answer(401, "WWW-Authenticate: " + challenge("stranger", "MD5", "n5"));

      application.awaitNote("cannot: No credentials for the realm 'stranger'");
    }
  }

  @Test
  void keepsSecretsOutOfTheLog() {
    assertThat(application.server().log()).doesNotContain(ClientServlet.PASSWORD);
  }

  private static String challenge(String realm, String algorithm, String nonce) {
    return "Digest realm=\"%s\", qop=\"auth\", nonce=\"%s\", opaque=\"opaque of %s\", algorithm=%s"
        .formatted(realm, nonce, nonce, algorithm);
  }
}
