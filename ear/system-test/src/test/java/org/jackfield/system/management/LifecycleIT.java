package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.AnsweringServlet;
import org.jackfield.system.sip.Sipp;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {
  private static @Nullable TestServer started;

  @BeforeAll
  static void start() {
    started = TestServer.start("lifecycle", 200);
    started.deploy(
        ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class));
  }

  @AfterAll
  static void stop() {
    server().close();
  }

  @Test
  @Order(1)
  void keepsItsConfigurationOverAReload() {
    Model model = new Model(server());
    ModelNode servers = TestServer.operation("write-attribute", Model.SIP);
    servers.get("name").set("dns-servers");
    servers.get("value").add("127.0.0.1:5399").add("127.0.0.1:5398");
    server().run(servers);
    server().write(Model.SIP, "workers", "6");
    server().write(Model.SIP, "security-domain", "ApplicationDomain");
    server().write(Model.SIP + "/connector=udp", "external-address", "127.0.0.1");
    model.add(Model.SIP + "/route=a", "application=answering", "methods=[INVITE,BYE]", "order=7");
    ModelNode before = model.configured(Model.SIP);

    server().reload();

    assertThat(model.configured(Model.SIP)).isEqualTo(before);
    assertThat(before.get("dns-servers").asList()).hasSize(2);
    Schema.check(server().configuration());
    model.remove(Model.SIP + "/route=a");
  }

  @Test
  @Order(2)
  void takesCallsAfterReloads() {
    for (int reload = 1; reload <= 3; reload++) {
      server().reload();

      Sipp.scenario("uac").to(server().sipPort()).calls(5).run().mustSucceed();
      Sipp.scenario("uac").to(server().sipPort()).transport("t1").calls(5).run().mustSucceed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  @Order(3)
  void letsCallsEndWhenSuspendedAndRefusesNewOnes(String transport) throws Exception {
    // a call of 2 s in progress
    Await.until("no call is left", () -> server().read(Model.SIP, "dialogs").asInt() == 0);
    try (Sipp.Running call = uac(transport).with("-d", "2000").start()) {
      Await.until("the call is up", () -> server().read(Model.SIP, "dialogs").asInt() == 1);
      ModelNode suspend = TestServer.operation("suspend", "");
      suspend.get("suspend-timeout").set(60);

      server().run(suspend);

      Await.until("new calls are refused", () -> uac(transport).run().errors().contains("503"));
      call.await().mustSucceed();
      Await.until(
          "the server is suspended",
          () -> server().read("", "suspend-state").asString().equals("SUSPENDED"));
    }

    server().run(TestServer.operation("resume", ""));

    uac(transport).run().mustSucceed();
  }

  private static Sipp uac(String transport) {
    return Sipp.scenario("uac").to(server().sipPort()).transport(transport);
  }

  /** A reload takes down all there was: with {@code admin-only} nothing comes up again. */
  @Test
  @Order(4)
  void leavesNoPortBoundWhenItReloads() {
    server().reloadAdminOnly();

    Await.until("udp is free", () -> !Ports.isUdpTaken(server().sipPort()));
    Await.until("tcp is free", () -> !Ports.isTcpTaken(server().sipPort()));
    Await.until("tls is free", () -> !Ports.isTcpTaken(server().port(5061)));

    server().reload();
    Sipp.scenario("uac").to(server().sipPort()).run().mustSucceed();
  }

  @Test
  @Order(5)
  void leavesNoPortBoundWhenItEnds() {
    int sip = server().sipPort();
    assertThat(Ports.isUdpTaken(sip)).isTrue();
    try {
      server().run(TestServer.operation("shutdown", ""));
    } catch (UncheckedIOException unanswered) {
      // It may be down before its answer is out: its ports tell
    }

    Await.until("udp is free", () -> !Ports.isUdpTaken(sip));
    Await.until("tcp is free", () -> !Ports.isTcpTaken(sip));
    Await.until("tls is free", () -> !Ports.isTcpTaken(server().port(5061)));
    assertThat(server().log().lines()).filteredOn(line -> line.contains(" ERROR ")).isEmpty();
  }

  private static TestServer server() {
    if (started == null) {
      throw new IllegalStateException("The server has not been started");
    }
    return started;
  }
}
