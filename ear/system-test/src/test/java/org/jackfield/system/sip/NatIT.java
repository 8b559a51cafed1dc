package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones behind NAT, RFC 3581 and 5626, and a server behind NAT. */
class NatIT {
  private static final int PORT = 5066;

  /** Where nobody is. */
  private static final String BEHIND = "192.168.7.9:5060";

  /** The server as its own NAT shows it: RFC 5737. */
  private static final String OUTSIDE = "203.0.113.7:5999";

  @RegisterExtension
  @Order(1)
  static final Resources resources =
      new Resources()
          .connector(
              "outside-udp",
              "udp",
              PORT,
              connector -> {
                connector.get("external-address").set("203.0.113.7");
                connector.get("external-port").set(5999);
              })
          .connector(
              "outside-tcp",
              "tcp",
              PORT,
              connector -> {
                connector.get("external-address").set("203.0.113.7");
                connector.get("external-port").set(5999);
              });

  @RegisterExtension
  @Order(2)
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  private static Phone phone(String transport) {
    return transport.equals("TLS")
        ? Phone.tls(application.tls(), Keys.trustingAnybody())
        : application.phone(transport);
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, 192.168.7.9:5060",
    "TCP, 192.168.7.9:5060",
    "TLS, 192.168.7.9:5060",
    "TCP, phone.invalid",
    "TLS, phone.invalid",
  })
  void isHungUpOnWhereItCameFrom(String transport, String contact) {
    try (Phone phone = phone(transport).namingItself(contact)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      call.ack(call.expect(200, call.send("INVITE")));

      application.order("hang up", call.callId());

      Message bye = call.expect("BYE");
      assertThat(bye.requestUri()).contains("@" + contact);
      call.answer(bye, 200);
      application.awaitNote(call.callId() + " 200 BYE TERMINATED");
      assertThat(phone.accepted()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP", "TLS"})
  void isCalledWhereItRegisteredFrom(String transport) {
    try (Phone phone = phone(transport).namingItself(BEHIND)) {
      application.forgetJournal();
      Dialog registration = phone.dialog(application.uri("anybody"));
      Message registered = registration.expect(200, registration.send("REGISTER"));
      assertThat(registered.contact()).isEqualTo(phone.uri());
      String binding = application.awaitNotes("at ", 1).getFirst();

      String callId = application.order("call", binding);

      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().requestUri()).isEqualTo(phone.uri());
      call.answer(200);
      call.expect("ACK");
      application.order("hang up", callId);
      call.answer(call.expect("BYE"), 200);
      assertThat(phone.accepted()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP", "TLS"})
  void hearsWhereItWasSeen(String transport) {
    try (Phone phone = phone(transport).namingItself(BEHIND)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      Message answer = dialog.expect(200, dialog.send("OPTIONS"));

      assertThat(answer.header("Via"))
          .contains(transport + " " + BEHIND)
          .contains(";received=127.0.0.1")
          .containsPattern(";rport=\\d+");
    }
  }

  @Test
  void isNotLookedForElsewhereOnceItsConnectionIsGone() {
    String callId;
    try (Phone phone = phone("TCP").namingItself(BEHIND)) {
      application.forgetJournal();
      Dialog registration = phone.dialog(application.uri("anybody"));
      registration.expect(200, registration.send("REGISTER"));
      phone.hangUp();
    }
    String binding = application.awaitNotes("at ", 1).getFirst();

    callId = application.order("call", binding);

    application.awaitNote(callId + " cannot be sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void namesTheServerAsItsNatShowsIt(String transport) {
    int port = application.server().port(PORT);
    try (Phone phone = Phone.over(transport, port)) {
      Dialog call = phone.dialog("sip:anybody@127.0.0.1:" + port);
      Message answer = call.expect(200, call.send("INVITE"));
      assertThat(answer.contact()).contains(OUTSIDE);
      // the phone reaches that address through the NAT, and the request comes in here
      call.ack(answer);

      application.order("hang up", call.callId());

      Message bye = call.expect("BYE");
      assertThat(bye.header("Via")).startsWith("SIP/2.0/" + transport + " " + OUTSIDE);
      call.answer(bye, 200);
    }
  }
}
