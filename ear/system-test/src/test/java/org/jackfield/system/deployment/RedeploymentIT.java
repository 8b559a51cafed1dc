package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jackfield.system.Await;
import org.jackfield.system.LiveObjects;
import org.jackfield.system.TestServer;
import org.jackfield.system.deployment.converged.CounterServlet;
import org.jackfield.system.deployment.converged.VisitServlet;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.application.IncomingCallServlet;
import org.jackfield.system.sip.application.Journal;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that comes and goes leaves nothing behind: no objects, no lines in the log. */
class RedeploymentIT {
  private static final int TIMES = 10;

  /** What keeps an application shows as one more of each for each time it was deployed. */
  private static final List<String> KEPT =
      List.of(
          "org.jboss.modules.ModuleClassLoader",
          "org.jackfield.sip.container.core.CoreContext",
          "org.jackfield.sip.container.core.ApplicationSession",
          "org.jackfield.sip.container.deployment.WebEnvironment");

  private static final Duration COLLECTED = Duration.ofSeconds(20);

  /** RFC 3261 section 17.1.2.2, timer F: so long a BYE waits for its answer. */
  private static final Duration UNANSWERED = Duration.ofSeconds(45);

  private final TestServer server = TestServer.shared();
  private final Phone phone = Phone.tcp(server.sipPort());

  @AfterEach
  void close() {
    phone.close();
  }

  private static WebArchive called() {
    return ShrinkWrap.create(WebArchive.class, "called.war")
        .addClasses(IncomingCallServlet.class, Journal.class);
  }

  private static WebArchive visited() {
    return ShrinkWrap.create(WebArchive.class, "visited.war")
        .addClasses(CounterServlet.class, VisitServlet.class);
  }

  private Dialog talking() {
    Dialog call = phone.dialog("sip:anybody@127.0.0.1:" + server.sipPort());
    Message invite = call.send("INVITE");
    call.expect(180, invite);
    call.ack(call.expect(200, invite));
    return call;
  }

  @Test
  void leavesNoObjectsOfEndedCallsAndOfThoseThatNobodyEnds() {
    comeAndGo();
    LiveObjects before = LiveObjects.of(server);

    for (int time = 1; time <= TIMES; time++) {
      comeAndGo();
    }

    awaitNoMoreThan(before, IncomingCallServlet.class);
  }

  private void comeAndGo() {
    TestServer.Deployment deployed = server.deploy(called());
    try {
      Dialog ended = talking();
      ended.expect(200, ended.send("BYE"));
      Dialog rings = phone.dialog("sip:rings@127.0.0.1:" + server.sipPort());
      rings.expect(180, rings.send("INVITE"));
      // whose phone says nothing to the BYE
      talking();
    } finally {
      deployed.close();
    }
  }

  @Test
  void leavesNoObjectsOfVisitorsThatAreThereWhenItIsReplaced() throws Exception {
    TestServer.Deployment deployed = server.deploy(visited());
    try {
      visit();
      server.redeploy(visited());
      visit();
      server.redeploy(visited());
      LiveObjects before = LiveObjects.of(server);

      for (int time = 1; time <= TIMES; time++) {
        visit();
        server.redeploy(visited());
      }

      awaitNoMoreThan(before, CounterServlet.class);
    } finally {
      deployed.close();
    }
  }

  /** Comes with a session, has itself called, and is there when the application goes. */
  private void visit() throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    String callee = URLEncoder.encode(phone.uri(), StandardCharsets.UTF_8);
    URI address =
        URI.create("http://127.0.0.1:" + server.httpPort() + "/visited/visit?callee=" + callee);
    HttpResponse<String> response =
        browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Dialog call = phone.awaits("INVITE");
    call.answer(200);
    call.expect("ACK");
  }

  private void awaitNoMoreThan(LiveObjects before, Class<?> servlet) {
    String name = servlet.getName();
    Await.until(
        "no objects are left but those of before",
        COLLECTED,
        () -> {
          LiveObjects now = LiveObjects.of(server);
          return KEPT.stream().allMatch(kept -> now.count(kept) <= before.count(kept))
              && now.count(name) <= before.count(name);
        });
  }

  /** The calls of the one that left are not those of the one that came under its name. */
  @Test
  void logsOneLineForAllCallsThatItLeaves() {
    TestServer.Deployment deployed = server.deploy(called());
    try {
      for (int call = 1; call <= 100; call++) {
        talking();
      }
      String before = server.log();

      server.redeploy(called());
      Await.until(
          "nobody waits for an answer any more",
          UNANSWERED,
          () -> server.read("subsystem=sip", "transactions").asInt() == 0);

      assertThat(server.log().substring(before.length()).lines())
          // a line without a space only sets a colour
          .filteredOn(line -> !line.contains(" INFO ") && line.contains(" "))
          .singleElement()
          .asString()
          .contains("Application incoming leaves 100 calls behind");
      Message answer = nextCall();
      assertThat(answer.status()).isEqualTo(200);
    } finally {
      deployed.close();
    }
  }

  private Message nextCall() {
    Dialog next = talking();
    return next.expect(200, next.send("BYE"));
  }
}
