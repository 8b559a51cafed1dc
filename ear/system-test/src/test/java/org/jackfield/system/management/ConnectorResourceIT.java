package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.Test;

class ConnectorResourceIT {
  private static final String SECOND = Model.SIP + "/connector=second";

  /** A socket binding that is there and not in use: to change one asks for a reload. */
  private static final String BINDING = "socket-binding=ajp";

  private static final int PORT = 8009;

  private final TestServer server = TestServer.shared();
  private final Model model = new Model(server);

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
