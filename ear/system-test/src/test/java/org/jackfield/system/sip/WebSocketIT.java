package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7118, on the web server's own ports. */
class WebSocketIT {
  private static final TestServer SERVER = TestServer.shared();
  private static TestServer.@Nullable Deployment deployed;

  @BeforeAll
  static void deploy() {
    deployed =
        SERVER.deploy(
            ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class));
  }

  @AfterAll
  static void undeploy() {
    if (deployed != null) {
      deployed.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wss"})
  void takesACallFromAWebPage(String scheme) throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address(scheme, "/sip"))) {
      phone.send(phone.request("INVITE", 1, ""));
      String answer = phone.response();
      assertThat(answer).startsWith("SIP/2.0 200");

      phone.send(phone.request("ACK", 1, WebSocketPhone.toTag(answer)));
      phone.send(phone.request("BYE", 2, WebSocketPhone.toTag(answer)));

      assertThat(phone.response()).startsWith("SIP/2.0 200").contains("2 BYE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wss"})
  void reachesAWebPageOnTheConnectionThatItOpened(String scheme) throws Exception {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "hangingUp.war").addClass(HangingUpServlet.class);
    ModelNode route = TestServer.operation("add", "/subsystem=sip/route=hangingUp");
    route.get("application").set("hangingUp");
    try (TestServer.Deployment hangingUp = SERVER.deploy(war);
        WebSocketPhone phone = WebSocketPhone.connect(address(scheme, "/sip"))) {
      SERVER.run(route);
      phone.send(phone.request("INVITE", 1, ""));
      phone.send(phone.request("ACK", 1, WebSocketPhone.toTag(phone.response())));

      String bye = phone.next();
      assertThat(bye).startsWith("BYE sip:");
      phone.send(WebSocketPhone.answer(bye, "200 OK"));

      Await.until(
          "the dialog has ended", () -> SERVER.read("/subsystem=sip", "dialogs").asInt() == 0);
    } finally {
      SERVER.run(TestServer.operation("remove", "/subsystem=sip/route=hangingUp"));
    }
  }

  @Test
  void putsFragmentsTogether() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      phone.sendInPieces(phone.request("OPTIONS", 1, ""), 50);

      assertThat(phone.response()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void takesBinaryMessages() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      phone.sendBinary(phone.request("OPTIONS", 1, ""));

      assertThat(phone.response()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void answersPings() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      phone.ping();

      assertThat(phone.next()).isEqualTo("pong");
    }
  }

  @Test
  void answersKeepAlivesOfCrlf() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      phone.send("\r\n\r\n");

      assertThat(phone.next()).isEqualTo("\r\n");
    }
  }

  @Test
  void outlivesWhatIsNoSip() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      long before = SERVER.read("/subsystem=sip/websocket=default", "parse-errors").asLong();
      phone.send("What is this?\r\n\r\n");
      phone.send(phone.request("OPTIONS", 1, ""));

      assertThat(phone.response()).startsWith("SIP/2.0 200");
      // counted by a worker of its own, perhaps after the answer
      Await.until(
          "what is no SIP is counted",
          () ->
              SERVER.read("/subsystem=sip/websocket=default", "parse-errors").asLong()
                  == before + 1);
    }
  }

  @Test
  void closesTheConnectionOfAMessageThatIsTooLarge() throws Exception {
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/sip"))) {
      phone.sendWhatGoes(phone.request("OPTIONS", 1, "", "Subject: " + "x".repeat(500_000)));

      assertThat(phone.next()).startsWith("closed");
    }
  }

  @Test
  void refusesAClientThatSpeaksSomethingElse() {
    assertThatThrownBy(() -> WebSocketPhone.connectSpeaking("chat", address("ws", "/sip")))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
  }

  @Test
  void takesPagesOfAllowedOriginsOnly() throws Exception {
    ModelNode add = TestServer.operation("add", "/subsystem=sip/websocket=guarded");
    add.get("server").set("default-server");
    add.get("host").set("default-host");
    add.get("path").set("/guarded");
    add.get("allowed-origins").add("https://phone.example.com");
    SERVER.run(add);
    try {
      try (WebSocketPhone phone =
          WebSocketPhone.connectFrom("https://Phone.example.com", address("ws", "/guarded"))) {
        phone.send(phone.request("OPTIONS", 1, ""));
        assertThat(phone.response()).startsWith("SIP/2.0 200");
      }
      assertThatThrownBy(() ->
              WebSocketPhone.connectFrom("https://evil.example.com", address("ws", "/guarded")))
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    } finally {
      SERVER.run(TestServer.operation("remove", "/subsystem=sip/websocket=guarded"));
    }
  }

  @Test
  void endsConnectionsWhenItIsRemoved() throws Exception {
    ModelNode add = TestServer.operation("add", "/subsystem=sip/websocket=passing");
    add.get("server").set("default-server");
    add.get("host").set("default-host");
    add.get("path").set("/passing");
    SERVER.run(add);
    try (WebSocketPhone phone = WebSocketPhone.connect(address("ws", "/passing"))) {
      phone.send(phone.request("OPTIONS", 1, ""));
      assertThat(phone.response()).startsWith("SIP/2.0 200");

      SERVER.run(TestServer.operation("remove", "/subsystem=sip/websocket=passing"));

      assertThat(phone.next()).startsWith("closed");
    }
    assertThatThrownBy(() -> WebSocketPhone.connect(address("ws", "/passing")))
        .cause()
        .isInstanceOf(WebSocketHandshakeException.class);
  }

  private static String address(String scheme, String path) {
    int port = SERVER.port(scheme.equals("ws") ? 8080 : 8443);
    return scheme + "://localhost:" + port + path;
  }
}
