package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.AnsweringServlet;
import org.jackfield.system.sip.Sipp;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class ConnectorResourceIT {
  private static final String SECOND = Model.SIP + "/connector=second";

  /** A socket binding that is there and not in use: to change one asks for a reload. */
  private static final String BINDING = "socket-binding=ajp";

  private static final int PORT = 8009;

  private final TestServer server = TestServer.shared();
  private final Model model = Model.settled(server);

  @Test
  void opensAndClosesAUdpConnectorAtOnce() {
    model.add(SECOND, "transport=udp", BINDING);

    assertThat(Ports.isUdpTaken(server.port(PORT))).isTrue();
    assertThat(server.read(SECOND, "bound-port").asInt()).isEqualTo(server.port(PORT));
    assertThat(server.read(SECOND, "bound-address").asString()).isEqualTo("127.0.0.1");

    model.remove(SECOND);

    assertThat(Ports.isUdpTaken(server.port(PORT))).isFalse();
    assertThat(model.runsAsConfigured()).isTrue();
  }

  @Test
  void opensAndClosesATlsConnectorAtOnce() {
    model.add(SECOND, "transport=tls", BINDING, "ssl-context=applicationSSC");

    assertThat(Ports.isTcpTaken(server.port(PORT))).isTrue();

    model.remove(SECOND);

    assertThat(Ports.isTcpTaken(server.port(PORT))).isFalse();
    assertThat(model.runsAsConfigured()).isTrue();
  }

  @Test
  void countsFromTheOpeningOfTheConnector() {
    model.add(SECOND, "transport=tcp", BINDING);

    ModelNode figures = model.resource(SECOND);

    assertThat(figures.get("requests-received").asLong()).isZero();
    assertThat(figures.get("responses-sent-5xx").asLong()).isZero();
    assertThat(figures.get("parse-errors").asLong()).isZero();
    model.remove(SECOND);
  }

  @Test
  void tellsOfTheCallsThatComeByIt() {
    WebArchive answering =
        ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class);
    model.add(SECOND, "transport=udp", BINDING);
    try (TestServer.Deployment deployed = server.deploy(answering);
        Sipp.Running call = Sipp.scenario("uac").to(server.port(PORT)).with("-d", "2000").start()) {
      Await.until("the call is up", () -> server.read(SECOND, "connector-dialogs").asInt() == 1);
      assertThat(server.read(Model.SIP + "/connector=tls", "connector-dialogs").asInt()).isZero();

      call.await().mustSucceed();

      Await.until("the call is over", () -> server.read(SECOND, "connector-dialogs").asInt() == 0);
      // RFC 3261 section 17.2.2: the BYE's absorbs retransmissions for 32 s
      assertThat(server.read(SECOND, "connector-transactions").asInt()).isPositive();
    } finally {
      model.remove(SECOND);
    }
  }

  @Test
  void leavesItsRefusalsToTheServersOwnCount() {
    model.add(SECOND, "transport=udp", BINDING);
    server.write(Model.SIP, "calls-per-second", "1");
    try {
      long before = server.read(Model.SIP, "rejected-requests").asLong();

      Sipp.scenario("uac").to(server.port(PORT)).calls(5).rate(50).run();

      long refused = server.read(SECOND, "rejected").asLong();
      assertThat(refused).isPositive();
      model.remove(SECOND);
      assertThat(server.read(Model.SIP, "rejected-requests").asLong()).isEqualTo(before + refused);
    } finally {
      ModelNode undefine = TestServer.operation("undefine-attribute", Model.SIP);
      undefine.get("name").set("calls-per-second");
      server.run(undefine);
    }
  }

  @Test
  void leavesNothingBehindWhenThePortIsTaken() {
    String refusal = model.refusal(SECOND, "transport=udp", "socket-binding=sip");

    assertThat(refusal).contains("second").contains("Address already in use");
    assertThat(model.resource(Model.SIP).get("connector").keys()).doesNotContain("second");
  }

  @Test
  void refusesTlsWithoutAnSslContext() {
    assertThat(model.refusal(SECOND, "transport=tls", BINDING))
        .contains("ssl-context belongs to transport tls");
  }

  @Test
  void refusesAnSslContextWithoutTls() {
    assertThat(model.refusal(SECOND, "transport=udp", BINDING, "ssl-context=applicationSSC"))
        .contains("ssl-context belongs to transport tls");
  }

  @Test
  void refusesATransportThatItDoesNotKnow() {
    assertThat(model.refusal(SECOND, "transport=sctp", BINDING)).contains("sctp").contains("udp");
  }

  @Test
  void refusesASocketBindingThatDoesNotExist() {
    assertThat(model.refusal(SECOND, "transport=udp", "socket-binding=nowhere"))
        .contains("nowhere");
  }

  @Test
  void refusesAnExternalPortWithoutAnExternalAddress() {
    assertThat(model.refusal(SECOND, "transport=udp", BINDING, "external-port=5060"))
        .contains("external-address");
  }
}
