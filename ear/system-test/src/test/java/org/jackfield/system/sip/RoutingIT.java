package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.EchoServlet;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of several applications a request goes to: the resources {@code route=NAME}. */
class RoutingIT {
  private static final Consumer<ModelNode> ANYTHING = rule -> {};

  @RegisterExtension
  static final DeployedArchives archives =
      DeployedArchives.of(
          DeployedArchives.war("alpha", EchoServlet.class),
          DeployedArchives.war("beta", EchoServlet.class));

  private final TestServer server = archives.server();
  private final Phone phone = archives.phone();
  private final List<String> routes = new ArrayList<>();

  @AfterEach
  void removeRoutes() {
    routes.forEach(name -> server.run(TestServer.operation("remove", address(name))));
    phone.close();
  }

  private void route(String name, String application, int order, Consumer<ModelNode> rule) {
    ModelNode add = TestServer.operation("add", address(name));
    add.get("application").set(application);
    add.get("order").set(order);
    rule.accept(add);
    server.run(add);
    routes.add(name);
  }

  private static String address(String route) {
    return "subsystem=sip/route=" + route;
  }

  private String answering(String method, String user) {
    Dialog request = phone.dialog(archives.uri(user));
    Message answer = request.expect(200, request.send(method));
    if (method.equals("INVITE")) {
      request.ack(answer);
      request.expect(200, request.send("BYE"));
    }
    return answer.header(EchoServlet.ANSWERED_BY);
  }

  @Test
  void withoutRoutesTheFirstByNameIsAsked() {
    assertThat(answering("OPTIONS", "anybody")).isEqualTo("alpha");
  }

  @Test
  void theRouteOfTheLowestOrderIsAskedFirst() {
    route("one", "alpha", 20, ANYTHING);
    route("two", "beta", 10, ANYTHING);

    assertThat(answering("OPTIONS", "anybody")).isEqualTo("beta");
  }

  @Test
  void aRouteTakesTheMethodsThatItNames() {
    route(
        "texts",
        "beta",
        10,
        rule -> {
          rule.get("methods").add("MESSAGE");
          rule.get("methods").add("OPTIONS");
        });
    route("rest", "alpha", 20, ANYTHING);

    assertThat(answering("MESSAGE", "anybody")).isEqualTo("beta");
    assertThat(answering("OPTIONS", "anybody")).isEqualTo("beta");
    assertThat(answering("INVITE", "anybody")).isEqualTo("alpha");
  }

  @Test
  void aRouteTakesTheUsersThatMatchItsPattern() {
    route("emergency", "beta", 10, rule -> rule.get("user-pattern").set("11[02]"));
    route("rest", "alpha", 20, ANYTHING);

    assertThat(answering("OPTIONS", "112")).isEqualTo("beta");
    assertThat(answering("OPTIONS", "1120")).isEqualTo("alpha");
  }

  @Test
  void anApplicationThatIsNotDeployedIsPassedOver() {
    route("absent", "gamma", 10, ANYTHING);
    route("present", "beta", 20, ANYTHING);

    assertThat(answering("OPTIONS", "anybody")).isEqualTo("beta");
  }

  @Test
  void whatNoRouteTakesIsNotFound() {
    route("texts", "beta", 10, rule -> rule.get("methods").add("MESSAGE"));
    Dialog request = phone.dialog(archives.uri("anybody"));

    request.expect(404, request.send("OPTIONS"));
  }

  @Test
  void whatBelongsToNoDialogIsRefused() {
    Dialog request = phone.dialog(archives.uri("anybody"));

    request.expect(481, request.send("INFO"));
  }

  @Test
  void nothingIsSentOnForStrangers() {
    route("texts", "beta", 10, rule -> rule.get("methods").add("MESSAGE"));
    try (Phone elsewhere = Phone.udp(server.sipPort())) {
      Dialog request = phone.dialog(elsewhere.uri());

      request.expect(404, request.send("INVITE"));

      assertThat(elsewhere.unread()).isEmpty();
    }
  }

  @Test
  void aChangeHoldsFromTheNextCallOn() {
    route("one", "alpha", 10, ANYTHING);
    Dialog call = phone.dialog(archives.uri("anybody"));
    call.ack(call.expect(200, call.send("INVITE")));

    server.write(address("one"), "application", "beta");

    assertThat(answering("OPTIONS", "anybody")).isEqualTo("beta");
    Message answer = call.expect(200, call.send("BYE"));
    assertThat(answer.header(EchoServlet.ANSWERED_BY)).isEqualTo("alpha");
  }
}
