package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.call.application.PeekServlet;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes: what is remembered of a call on one is on the other. */
class TwoNodesIT {

  private static final int ONE = 500;
  private static final int OTHER = 600;

  @TempDir Path folder;

  @Test
  void readsOnOneNodeWhatTheOtherRemembersOfACall() throws Exception {
    int base = 7_600 + Integer.getInteger("jackfield.test.offset");
    String hosts =
        "-Djackfield.cluster.hosts=127.0.0.1[%d],127.0.0.1[%d]".formatted(base + ONE, base + OTHER);
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(60)));
    try (TestServer other = TestServer.start("node-b", OTHER, hosts, "-Djboss.node.name=b");
        VoiceServer one = VoiceServer.start("node-a", ONE, hosts, "-Djboss.node.name=a");
        WebApplication application = WebApplication.serving(folder.resolve("application"));
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
