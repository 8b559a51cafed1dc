package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Web sockets beside connectors of the same name, beside each other and beside applications. */
class WebSocketResourceIT {
  private static final String TWO = Model.SIP + "/websocket=two";
  private static final String[] HOST = {"server=default-server", "host=default-host"};

  private final TestServer server = TestServer.shared();
  private final Model model = Model.settled(server);

  @Test
  void leavesItsNameToAConnectorToo() {
    String connector = Model.SIP + "/connector=default";
    for (int time = 1; time <= 2; time++) {
      model.add(connector, "transport=udp", "socket-binding=ajp");
      assertThat(Ports.isUdpTaken(server.port(8009))).isTrue();
      assertThat(server.read(connector, "requests-received").asLong()).isZero();
      assertThat(model.page("/sip")).isEqualTo(400);

      model.remove(connector);

      assertThat(Ports.isUdpTaken(server.port(8009))).isFalse();
      assertThat(model.page("/sip")).isEqualTo(400);
    }
    assertThat(model.runsAsConfigured()).isTrue();
  }

  @Test
  void refusesThePathOfAnother() {
    assertThat(model.refusal(TWO, HOST[0], HOST[1]))
        .contains("the path /sip is that of WebSocket 'default'");

    assertThat(model.resource(Model.SIP).get("websocket").keys()).doesNotContain("two");
    assertThat(model.page("/sip")).isEqualTo(400);
  }

  @Test
  void refusesThePathOfAnApplication() {
    try (TestServer.Deployment deployed = server.deploy(greeter())) {
      assertThat(model.refusal(TWO, HOST[0], HOST[1], "path=/greeter"))
          .contains("the path /greeter is that of deployment 'greeter.war'");

      assertThat(model.page("/greeter/hello.txt")).isEqualTo(200);
      assertThat(model.page("/greeter/")).isNotEqualTo(400);
    }
  }

  @Test
  void givesWayToAnApplicationAndReturnsWhenThatIsGone() {
    model.add(TWO, HOST[0], HOST[1], "path=/greeter");
    try {
      assertThat(model.page("/greeter")).isEqualTo(400);
      TestServer.Deployment deployed = server.deploy(greeter());
      assertThat(model.page("/greeter/hello.txt")).isEqualTo(200);
      assertThat(model.page("/greeter/")).isNotEqualTo(400);

      deployed.close();

      assertThat(model.page("/greeter")).isEqualTo(400);
      assertThat(model.page("/greeter/hello.txt")).isEqualTo(404);
    } finally {
      model.remove(TWO);
    }
    assertThat(model.page("/greeter")).isEqualTo(404);
  }

  @Test
  void takesNothingFromAnApplicationWhenItIsRemoved() {
    model.add(TWO, HOST[0], HOST[1], "path=/greeter");
    try (TestServer.Deployment deployed = server.deploy(greeter())) {
      model.remove(TWO);

      assertThat(model.page("/greeter/hello.txt")).isEqualTo(200);
    }
  }

  @Test
  void countsForItselfAlone() {
    model.add(TWO, HOST[0], HOST[1], "path=/two");
    try (Heckler heckler = Heckler.at("ws://localhost:" + server.httpPort() + "/two")) {
      long others = server.read(Model.SIP + "/websocket=default", "parse-errors").asLong();

      heckler.say("What is this?\r\n\r\n");

      Await.until("it is counted", () -> server.read(TWO, "parse-errors").asLong() == 1);
      assertThat(server.read(Model.SIP + "/websocket=default", "parse-errors").asLong())
          .isEqualTo(others);
      assertThat(server.read(TWO, "connector-transactions").asInt()).isZero();
    } finally {
      model.remove(TWO);
    }
  }

  private static WebArchive greeter() {
    return ShrinkWrap.create(WebArchive.class, "greeter.war")
        .addAsWebResource(new StringAsset("Hello"), "hello.txt");
  }
}
