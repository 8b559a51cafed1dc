package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would take SIP down at the next reload is refused, on a server that waits for one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResultingModelIT {
  private static @Nullable TestServer started;

  private final Model model = new Model(server());

  @BeforeAll
  static void startAndAskForAReload() {
    started = TestServer.start("resulting", 300);
    started.write(Model.SIP, "t4", "5001");
    assertThat(new Model(started).runsAsConfigured()).isFalse();
  }

  @AfterAll
  static void stop() {
    server().close();
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /subsystem=sip                   | t2               | 100                   | T2 is not below T1
          /subsystem=sip                   | t1               | 5000                  | T2 is not below T1
          /subsystem=sip                   | retry-after-min  | 100                   | 100 to 30
          /subsystem=sip                   | outbound-proxy   | sip:not a host        | neither a host name
          /subsystem=sip                   | outbound-proxy   | sip:10.0.0.9:99999    | A port is 1 to 65535
          /subsystem=sip                   | t2               | ${no.such:100}        | T2 is not below T1
          /subsystem=sip/websocket=default | path             | phone                 | a path begins with /
          /subsystem=sip/websocket=default | path             | /a?b                  | a path begins with /
          /subsystem=sip/connector=tls     | transport        | tcp                   | ssl-context belongs to
          /subsystem=sip/connector=udp     | transport        | tls                   | ssl-context belongs to
          /subsystem=sip/connector=udp     | external-address | not a host            | neither a host name
          """)
  void refusesAValue(String address, String attribute, String value, String reason) {
    ModelNode before = model.configured(Model.SIP);

    assertThat(model.refusal(write(address, attribute, value))).contains(reason);
    assertThat(model.refusal(batch(write(address, attribute, value)))).contains(reason);
    assertThat(model.configured(Model.SIP)).isEqualTo(before);
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({"10.0.0.53:99999, 65535", "ns.example.com, IP address", "[::1, host:port"})
  void refusesADnsServer(String server, String reason) {
    ModelNode servers = TestServer.operation("write-attribute", Model.SIP);
    servers.get("name").set("dns-servers");
    servers.get("value").add(server);

    assertThat(model.refusal(servers)).contains(reason);

    ModelNode one = TestServer.operation("list-add", Model.SIP);
    one.get("name").set("dns-servers");
    one.get("value").set(server);

    assertThat(model.refusal(one)).contains(reason);
  }

  @Test
  @Order(3)
  void refusesARouteOfAPatternThatIsNone() {
    assertThat(model.refusal(Model.SIP + "/route=x", "application=x", "user-pattern=("))
        .contains("user-pattern is no regular expression");
  }

  @Test
  @Order(4)
  void refusesConnectorsThatDoNotOpen() {
    assertThat(
            model.refusal(
                Model.SIP + "/connector=x",
                "transport=udp",
                "socket-binding=ajp",
                "external-address=no host"))
        .contains("neither a host name");
    assertThat(model.refusal(Model.SIP + "/connector=x", "transport=tls", "socket-binding=ajp"))
        .contains("ssl-context belongs to");
  }

  @Test
  @Order(5)
  void refusesTheUndefiningOfWhatOthersNeed() {
    ModelNode undefine = TestServer.operation("undefine-attribute", Model.SIP + "/connector=tls");
    undefine.get("name").set("ssl-context");

    assertThat(model.refusal(undefine)).contains("ssl-context belongs to");
  }

  @Test
  @Order(6)
  void looksAtWhatABatchLeavesBehind() {
    server().run(batch(write(Model.SIP, "t2", "100"), write(Model.SIP, "t1", "50")));
    ModelNode pattern = write(Model.SIP + "/connector=udp", "external-address", "no host");
    ModelNode undefine = TestServer.operation("undefine-attribute", Model.SIP + "/connector=udp");
    undefine.get("name").set("external-address");

    server().run(batch(pattern, undefine));

    assertThat(server().read(Model.SIP, "t2").asInt()).isEqualTo(100);
  }

  @Test
  @Order(7)
  void refusesInAdminOnlyModeToo() {
    server().reloadAdminOnly();

    assertThat(model.refusal(write(Model.SIP, "t2", "10"))).contains("T2 is not below T1");
    assertThat(model.refusal(Model.SIP + "/route=x", "application=x", "user-pattern=("))
        .contains("user-pattern is no regular expression");
    assertThat(
            model.refusal(
                Model.SIP + "/websocket=two",
                "server=default-server",
                "host=default-host",
                "path=/sip/"))
        .contains("the path /sip is that of WebSocket 'default'");
  }

  @Test
  @Order(8)
  void comesUpWithAllThatWasAccepted() {
    server().reload();

    assertThat(server().read(Model.SIP + "/connector=udp", "bound-port").asInt())
        .isEqualTo(server().sipPort());
    assertThat(server().read(Model.SIP, "t1").asInt()).isEqualTo(50);
  }

  @Test
  @Order(9)
  void leavesAPathToTheApplicationThatHasItWhenItComesUp() throws Exception {
    TestServer.Deployment deployed =
        server()
            .deploy(
                ShrinkWrap.create(WebArchive.class, "greeter.war")
                    .addAsWebResource(new StringAsset("Hello"), "hello.txt"));
    server().write(Model.SIP + "/websocket=default", "path", "/greeter");

    server().reload();

    assertThat(model.page("/greeter/hello.txt")).isEqualTo(200);
    assertThat(model.page("/greeter")).isNotEqualTo(400);
    deployed.close();
    assertThat(model.page("/greeter")).isEqualTo(400);
    assertThat(server().log().lines())
        .filteredOn(line -> line.contains("ERROR [org.jboss.msc"))
        .isEmpty();
  }

  private static ModelNode batch(ModelNode... steps) {
    ModelNode batch = TestServer.operation("composite", "");
    for (ModelNode step : steps) {
      batch.get("steps").add(step);
    }
    return batch;
  }

  private static ModelNode write(String address, String attribute, String value) {
    ModelNode write = TestServer.operation("write-attribute", address);
    write.get("name").set(attribute);
    write.get("value").set(value);
    return write;
  }

  private static TestServer server() {
    return Objects.requireNonNull(started);
  }
}
