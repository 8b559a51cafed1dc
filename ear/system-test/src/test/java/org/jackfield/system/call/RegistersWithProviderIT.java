package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a provider is told where we are. */
class RegistersWithProviderIT {

  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"p\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";

  private final ProvidedServer trunks = new ProvidedServer();
  private VoiceServer server;
  private Phone registrar;

  @BeforeEach
  void start() throws Exception {
    server = ProvidedServer.server();
    registrar = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() throws Exception {
    ProvidedServer.noFile();
    trunks.close();
    registrar.close();
  }

  private String trunk(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("Register", "true", "Username", "alice"));
    settings.put("Password", "open sesame");
    settings.putAll(more);
    String trunk = trunks.trunk(settings);
    trunks.gateway(trunk, registrar, 1);
    return trunk;
  }

  private static void accept(Dialog registration, Message register, int seconds) {
    registration.answer(
        register, 200, "Contact: " + register.header("Contact") + ";expires=" + seconds);
  }

  @Test
  void saysWhoItIsAndComesAgainInTime() throws Exception {
    String trunk = trunk(Map.of("RegisterExpires", "120"));
    Dialog registration = registrar.awaits("REGISTER");
    Message first = registration.request();
    assertThat(first.requestUri()).isEqualTo("sip:" + registrar.address());
    assertThat(first.header("Expires")).isEqualTo("120");
    assertThat(first.header("To")).contains("sip:alice@127.0.0.1");
    assertThat(first.contact())
        .startsWith("sip:alice@127.0.0.1:" + server.server().sipPort())
        .contains("transport=udp");
    assertThat(ProvidedServer.shown(trunk)).contains("\"status\":\"unregistered\"");

    registration.answer(first, 401, CHALLENGE);
    Message second = registration.expect("REGISTER");
    assertThat(second.header("Authorization")).contains("username=\"alice\"", "uri=\"sip:127");
    accept(registration, second, 4);

    Await.until(
        "it is registered", () -> ProvidedServer.shown(trunk).contains("\"status\":\"up\""));
    assertThat(ProvidedServer.shown(trunk)).doesNotContain("\"registered_until\":null");
    ModelNode state =
        server
            .server()
            .read("/deployment=jackfield.ear/subdeployment=router.war/subsystem=sip", "states")
            .get(trunk);
    assertThat(state.get("state").asString()).isEqualTo("up");
    assertThat(state.get("gateway " + registrar.address()).asString()).isEqualTo("up");
    Message again = registration.expect("REGISTER");
    assertThat(again.callId()).isEqualTo(first.callId());
    assertThat(again.cseq()).isGreaterThan(second.cseq());
    accept(registration, again, 120);

    trunks.close();
    Message farewell = registration.expect("REGISTER");
    assertThat(farewell.header("Expires")).isEqualTo("0");
    accept(registration, farewell, 0);
  }

  @Test
  void waitsAsLongAsTheRegistrarWantsItAndTriesAgain() throws Exception {
    String trunk = trunk(Map.of("RegisterExpires", "60"));
    Dialog short1 = registrar.awaits("REGISTER");
    short1.answer(423, "Min-Expires: 300");
    Message longer = short1.expect("REGISTER");
    assertThat(longer.header("Expires")).isEqualTo("300");
    short1.answer(longer, 503, "Retry-After: 1");
    Await.until("it is told", () -> ProvidedServer.shown(trunk).contains("\"trouble\":\"503 "));

    Dialog next = registrar.awaits("REGISTER");
    accept(next, next.request(), 300);
    Await.until("all is well", () -> ProvidedServer.shown(trunk).contains("\"status\":\"up\""));
  }

  /** A last word that takes back all would take back what came before it, too. */
  @Test
  void takesBackWhatWasBeforeItRegistersOtherwise() throws Exception {
    String trunk = trunk(Map.of());
    Dialog before = registrar.awaits("REGISTER");
    accept(before, before.request(), 300);
    Await.until("it is up", () -> ProvidedServer.shown(trunk).contains("\"status\":\"up\""));

    server.post("Trunks/" + trunk + ".json", Map.of("Username", "bob", "Password", "sesame, too"));

    Message farewell = before.expect("REGISTER");
    assertThat(farewell.header("Expires")).isEqualTo("0");
    assertThat(next(Duration.ofMillis(700))).as("while it is not answered").isEmpty();
    accept(before, farewell, 0);
    Dialog after = registrar.awaits("REGISTER");
    assertThat(after.request().header("To")).contains("sip:bob@");
    accept(after, after.request(), 300);
    Await.until("it is up", () -> ProvidedServer.shown(trunk).contains("\"status\":\"up\""));
  }

  @Test
  void triesTheNextHostAfterAFailure() throws Exception {
    String trunk = trunk(Map.of("Register", "false"));
    try (Phone second = Phone.udp(server.server().sipPort())) {
      trunks.gateway(trunk, second, 2);
      server.post("Trunks/" + trunk + ".json", Map.of("Register", "true"));

      registrar.awaits("REGISTER").answer(503, "Retry-After: 1");

      Dialog next = second.awaits("REGISTER");
      assertThat(next.request().requestUri()).isEqualTo("sip:" + second.address());
      accept(next, next.request(), 300);
      Await.until("it is up", () -> ProvidedServer.shown(trunk).contains("\"status\":\"up\""));
    }
  }

  private Optional<Message> next(Duration within) {
    return registrar.await(
        "REGISTER", message -> message.isRequest() && message.method().equals("REGISTER"), within);
  }

  @Test
  void givesNoPasswordTwiceWhereItIsWrong() throws Exception {
    String trunk = trunk(Map.of());
    Dialog registration = registrar.awaits("REGISTER");
    registration.answer(401, CHALLENGE);
    Message second = registration.expect("REGISTER");
    registration.answer(second, 401, CHALLENGE.replace("n1", "n2"));

    Await.until("it is told", () -> ProvidedServer.shown(trunk).contains("\"trouble\":\"401 "));
    assertThat(next(Duration.ofMillis(500))).isEmpty();
    assertThat(ProvidedServer.shown(trunk)).doesNotContain("sesame");
  }

  @Test
  void isSetUpByTheOperatorsFile() throws Exception {
    ProvidedServer.file(
        """
        {"trunks": [{
          "name": "of the file", "register": true, "username": "bob",
          "password": "${jboss.node.name}-secret", "probeInterval": 0,
          "gateways": [{"address": "%s"}]
        }]}
        """
            .formatted(registrar.address()));
    Dialog registration = registrar.awaits("REGISTER");
    assertThat(registration.request().header("To")).contains("sip:bob@");
    accept(registration, registration.request(), 300);

    String all = server.get("Trunks.json").body();
    assertThat(all).contains("\"friendly_name\":\"of the file\"", "\"source\":\"file\"");
    assertThat(all).doesNotContain("secret");
    String sid = all.replaceFirst("(?s).*\"sid\":\"(TK[0-9a-f]{32})\".*", "$1");
    assertThat(server.post("Trunks/" + sid + ".json", Map.of("Channels", "1")).statusCode())
        .isEqualTo(405);
    Dialog called = called();
    called.answer(486);
  }

  private Dialog called() throws Exception {
    ProvidedServer.call("+15551160001", "+493012345678");
    return registrar.awaits("INVITE");
  }
}
