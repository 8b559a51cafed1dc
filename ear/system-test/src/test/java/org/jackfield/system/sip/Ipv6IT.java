package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5118: calls over IPv6, beside IPv4 in the same server. */
class Ipv6IT {
  private static final int PORT = 5064;

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .networkInterface("ipv6", "::1")
          .connector("ipv6-udp", "udp", PORT, "ipv6", connector -> {})
          .connector("ipv6-tcp", "tcp", PORT, "ipv6", connector -> {})
          .connector(
              "ipv6-tls",
              "tls",
              PORT + 1,
              "ipv6",
              connector -> connector.get("ssl-context").set("applicationSSC"));

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  private static int port(String transport) {
    return application.server().port(transport.equals("TLS") ? PORT + 1 : PORT);
  }

  private static Phone phone(String transport) {
    InetSocketAddress server = new InetSocketAddress("::1", port(transport));
    return transport.equals("TLS")
        ? Phone.tls(server, Keys.trustingAnybody())
        : Phone.over(transport, server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP", "TLS"})
  void isCalledAndHangsUp(String transport) {
    try (Phone phone = phone(transport)) {
      assertThat(phone.address()).startsWith("[0:0:0:0:0:0:0:1]:");
      Dialog call = phone.dialog("sip:anybody@[::1]:" + port(transport));
      Message answer = call.expect(200, call.send("INVITE"));
      assertThat(answer.contact()).contains("[").contains("1]:" + port(transport));
      call.ack(answer);

      application.order("hang up", call.callId());

      Message bye = call.expect("BYE");
      assertThat(bye.header("Via")).contains(transport + " [").contains("1]:" + port(transport));
      call.answer(bye, 200);
      assertThat(phone.accepted()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void callsAPhoneAndHangsUp(String transport) {
    try (Phone phone = phone(transport)) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().header("Via")).contains(" [").contains("1]:" + port(transport));
      call.answer(200);
      call.expect("ACK");

      application.order("hang up", callId);

      call.answer(call.expect("BYE"), 200);
    }
  }
}
