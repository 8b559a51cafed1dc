package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.Interfaces;
import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with several addresses: JSR 289 section 14.2, by which of them it sends. */
class SeveralConnectorsIT {
  private static final int PORT = 5070;
  private static final int OTHER_PORT = 5071;

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .networkInterface("second", "127.0.0.2")
          .connector("second-udp", "udp", PORT, "second", connector -> {})
          .connector("second-tcp", "tcp", PORT, "second", connector -> {})
          .connector("beside-udp", "udp", OTHER_PORT, connector -> {})
          .connector("beside-tcp", "tcp", OTHER_PORT, connector -> {});

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  private static String second() {
    return "127.0.0.2:" + application.server().port(PORT);
  }

  private static String beside() {
    return "127.0.0.1:" + application.server().port(OTHER_PORT);
  }

  private static int sent(String connector) {
    return application
        .server()
        .read("subsystem=sip/connector=" + connector, "requests-sent")
        .asInt();
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, false, true",
    "TCP, false, true",
    "UDP, true, true",
    "TCP, true, true",
    "UDP, false, false",
    "TCP, false, false"
  })
  void callsByTheAddressThatIsChosen(String transport, boolean byHostAlone, boolean isSecond) {
    String address = isSecond ? second() : beside();
    String connector =
        (isSecond ? "second-" : "beside-") + transport.toLowerCase(java.util.Locale.ROOT);
    int before = sent(connector);
    try (Phone phone = application.phone(transport)) {
      String chosen = byHostAlone ? "127.0.0.2" : address;

      String callId = application.order("call from", chosen + " " + phone.uri());

      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().header("Via"))
          .startsWith("SIP/2.0/" + transport + " " + address + ";");
      assertThat(call.target()).contains(address);
      call.answer(200);
      Message ack = call.expect("ACK");
      assertThat(ack.header("Via")).contains(" " + address + ";");
      application.order("hang up", callId);
      Message bye = call.expect("BYE");
      assertThat(bye.header("Via")).contains(" " + address + ";");
      call.answer(bye, 200);
      application.awaitNote(callId + " 200 BYE TERMINATED");
      Await.until(
          "each request is counted as often as it was sent",
          () ->
              sent(connector) - before
                  == phone.times(call.request()) + phone.times(ack) + phone.times(bye));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hangsUpByTheAddressThatWasCalled(String transport) {
    InetSocketAddress address = Interfaces.socket(beside());
    try (Phone phone = Phone.over(transport, address)) {
      Dialog call = phone.dialog("sip:anybody@" + beside());
      Message answer = call.expect(200, call.send("INVITE"));
      assertThat(answer.contact()).contains(beside());
      call.ack(answer);

      application.order("hang up", call.callId());

      Message bye = call.expect("BYE");
      assertThat(bye.header("Via")).startsWith("SIP/2.0/" + transport + " " + beside() + ";");
      call.answer(bye, 200);
    }
  }

  @Test
  void choosesNoAddressThatItDoesNotHave() {
    assertThatThrownBy(() -> application.order("call from", "127.0.0.9:5060 sip:anybody@127.0.0.1"))
        .hasMessageContaining("IllegalArgumentException");
  }
}
