package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jackfield.system.sip.application.Interfaces;
import org.jackfield.system.sip.application.ProxyServlet;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a proxy with several addresses calls itself: in Record-Route each side is told the one that
 * it can reach, RFC 3261 section 16.7 step 8.
 */
class ProxyNamesIT {
  private static final int INSIDE_PORT = 5072;

  /** The server as its own NAT shows it: RFC 5737. */
  private static final String OUTSIDE = "203.0.113.7:5999";

  private static final Consumer<ModelNode> BEHIND_NAT =
      connector -> {
        connector.get("external-address").set("203.0.113.7");
        connector.get("external-port").set(5999);
      };

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .connector("inside-udp", "udp", INSIDE_PORT, connector -> {})
          .connector("inside-tcp", "tcp", INSIDE_PORT, connector -> {})
          .replacing("subsystem=sip/connector=udp", BEHIND_NAT)
          .replacing("subsystem=sip/connector=tcp", BEHIND_NAT);

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application = DeployedApplication.of(ProxyServlet.class);

  private static String inside() {
    return "127.0.0.1:" + application.server().port(INSIDE_PORT);
  }

  private static String outside() {
    return "127.0.0.1:" + application.sipPort();
  }

  private static Phone phone(String transport, String server) {
    InetSocketAddress address = Interfaces.socket(server);
    return Phone.over(transport, address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void namesItselfAsItsNatShowsIt(String transport) {
    try (Phone alice = phone(transport, outside());
        Phone bob = phone(transport, outside())) {
      leadsACall(alice, OUTSIDE, bob, OUTSIDE, outside());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void namesItselfInsideToWhoCallsFromThere(String transport) {
    try (Phone alice = phone(transport, inside());
        Phone bob = phone(transport, outside())) {
      leadsACall(alice, inside(), bob, OUTSIDE, outside());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void namesItselfInsideToWhoIsCalledThere(String transport) {
    try (Phone alice = phone(transport, outside());
        Phone bob = phone(transport, inside())) {
      leadsACall(alice, OUTSIDE, bob, inside(), inside());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void cancelsByTheAddressThatItHasCalledBy(String transport) {
    try (Phone alice = phone(transport, inside());
        Phone bob = phone(transport, outside())) {
      Dialog call = alice.dialog("sip:bob@jackfield.test");
      Message invite = invite(call, bob, outside());
      Dialog atBob = bob.awaits("INVITE");
      atBob.answer(180);
      call.expect(180, invite);

      call.expect(200, call.cancel(invite));

      Message cancel = atBob.expect("CANCEL");
      assertThat(cancel.header("Via")).isEqualTo(topVia(atBob.request()));
      atBob.answer(cancel, 200);
      atBob.answer(487);
      assertThat(atBob.expect("ACK").header("Via")).isEqualTo(topVia(atBob.request()));
      call.expect(487, invite);
    }
  }

  private static String topVia(Message request) {
    return request.header("Via").split(",", 2)[0];
  }

  private static Message invite(Dialog call, Phone callee, String by) {
    return call.send(
        "INVITE",
        ProxyServlet.WAY + ": record-route=true;outbound-interface=" + by,
        ProxyServlet.CALLEES + ": <" + callee.uri() + ">");
  }

  /** Requests of both sides come by the address of the other's side. */
  private static void leadsACall(
      Phone alice, String nameForAlice, Phone bob, String nameForBob, String chosen) {
    Dialog call = alice.dialog("sip:bob@jackfield.test");
    Message invite = invite(call, bob, chosen);

    Dialog atBob = bob.awaits("INVITE");
    assertThat(atBob.request().header("Via")).contains(" " + nameForBob + ";");
    assertThat(atBob.request().headers("Record-Route"))
        .singleElement()
        .asString()
        .contains("sip:" + nameForBob + ";");
    atBob.answer(200);
    Message answer = call.expect(200, invite);
    assertThat(answer.headers("Record-Route"))
        .singleElement()
        .asString()
        .contains("sip:" + nameForAlice + ";");

    call.ack(answer);
    assertThat(atBob.expect("ACK").header("Via")).contains(" " + nameForBob + ";");
    Message info = call.send("INFO");
    Message atBobInfo = atBob.expect("INFO");
    assertThat(atBobInfo.header("Via")).contains(" " + nameForBob + ";");
    atBob.answer(atBobInfo, 200);
    call.expect(200, info);
    Message bye = atBob.send("BYE");
    Message atAlice = call.expect("BYE");
    assertThat(atAlice.header("Via")).contains(" " + nameForAlice + ";");
    call.answer(atAlice, 200);
    atBob.expect(200, bye);
  }
}
