package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.call.application.PeekServlet;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes: what is remembered of a call on one is on the other, and outlives the one. */
class TwoNodesIT {

  private static final int ONE = 500;
  private static final int OTHER = 600;

  @TempDir Path folder;

  @Test
  void readsOnOneNodeWhatTheOtherRemembersOfACall() throws Exception {
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(60)));
    try (TestServer other = TestServer.start("node-b", OTHER, shared("b"));
        VoiceServer one = VoiceServer.start("node-a", ONE, shared("a"));
        WebApplication application = WebApplication.of(one, folder.resolve("application"));
        Baresip phone =
            Baresip.start(folder.resolve("phone"), "alice", one.server().port(15_300), says)) {
      other.deploy(peek());
      application
          .with(
              "wait.xml",
              "<Response><Pause length=\"1\"/><Gather timeout=\"30\"><Pause length=\"1\"/></Gather>"
                  + "</Response>")
          .headers("wait.xml", "Set-Cookie: basket=apples; Path=/");
      one.number("+15550200", application.address("wait.xml"));

      phone.dial(one.sip("+15550200"));
      String sid = application.await("wait.xml").parameter("CallSid");

      Await.until(
          "the other node knows that the second instruction is next",
          Duration.ofSeconds(20),
          () -> peek(other, "calls&key=" + sid).contains("\"position\":1"));
      assertThat(peek(other, "calls&key=" + sid))
          .contains("\"version\":1", "\"node\":\"a\"", application.address("wait.xml"));
      assertThat(peek(other, "sessions")).contains("basket", "apples");

      phone.hangUp();
      Await.until(
          "the other node forgets a call that has ended",
          Duration.ofSeconds(20),
          () -> peek(other, "calls&key=" + sid).equals("null"));
      assertThat(peek(other, "sessions")).contains("basket");
      other.deploy(VoiceServer.ear());
      ringsAPhoneOfTheOtherNode(one, other, application);
      survivesItsNode(one, other, application);
    }
  }

  /** What nodes have in common: each other, a database, and the key with which they seal. */
  private String[] shared(String name) {
    int base = 7_600 + TestServer.offset();
    return new String[] {
      "-Djboss.node.name=" + name,
      "-Djackfield.cluster.hosts=127.0.0.1[%d],127.0.0.1[%d]".formatted(base + ONE, base + OTHER),
      "-Djackfield.database.url=jdbc:h2:file:%s;AUTO_SERVER=TRUE;WRITE_DELAY=0"
          .formatted(folder.resolve("database")),
      "-Djackfield.key.file=" + folder.resolve("key"),
      "-Djackfield.allowed-networks=127.0.0.0/8"
    };
  }

  private static void ringsAPhoneOfTheOtherNode(
      VoiceServer one, TestServer other, WebApplication application) throws Exception {
    application.with("dial.xml", "<Response><Dial><Client>alice</Client></Dial></Response>");
    PhoneDomain domain =
        PhoneDomain.of(one, "nodes.example.com", application.address("dial.xml"), Map.of())
            .with("alice")
            .with("bob");
    PhoneDomain.admit(one, domain.sid(), "127.0.0.1");
    try (Phone alice = Phone.udp(one.server().sipPort());
        Phone bob = Phone.udp(other.sipPort())) {
      Registration here = Registration.of(alice, "alice", domain);
      assertThat(here.register("SHA-256").status()).isEqualTo(200);

      Dialog call = bob.dialog("sip:bob@" + domain.name());
      Message invite = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
      Dialog called = alice.awaits("INVITE");
      called.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      called.expect("ACK");
      call.expect(180, invite);
      call.ack(call.expect(200, invite));
      call.expect(200, call.send("BYE"));
      called.answer(called.expect("BYE"), 200);

      Registration there = Registration.of(bob, "bob", domain);
      there.use(here.bare().header("WWW-Authenticate"));
      assertThat(there.again().status()).as("by a challenge of the other node").isEqualTo(200);
    }
  }

  /** RELIABILITY F1: kill -9 in the middle of a call. */
  private static void survivesItsNode(VoiceServer one, TestServer other, WebApplication application)
      throws Exception {
    try (Phone phone = Phone.udp(one.server().sipPort())) {
      Dialog call = phone.dialog(one.sip("+15550200"));
      Message invite = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
      call.expect(180, invite);
      call.ack(call.expect(200, invite));
      String sid = application.requests().getLast().parameter("CallSid");
      assertThat(peek(other, "calls&key=" + sid)).contains("\"position\":1");

      one.server().kill();

      // What was remembered before the last instruction began is there, and nobody takes over
      assertThat(peek(other, "calls&key=" + sid))
          .contains("\"position\":1", "\"node\":\"a\"", application.address("wait.xml"));
      assertThat(peek(other, "sessions")).contains("basket", "apples");
      one.server().startAgain();
      call.expect(481, call.send("BYE"));
    }
  }

  private static WebArchive peek() {
    return ShrinkWrap.create(WebArchive.class, "peek.war")
        .addClass(PeekServlet.class)
        .addAsManifestResource(
            new StringAsset(
                "Manifest-Version: 1.0\nDependencies: org.infinispan,org.infinispan.commons\n"),
            "MANIFEST.MF");
  }

  private static String peek(TestServer server, String what) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.httpPort() + "/peek/peek?cache=" + what))
            .timeout(Duration.ofSeconds(10))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
