package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.DialogServlet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests within a dialog: RFC 3261 section 14, RFC 3311, RFC 6086. */
class WithinDialogIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(DialogServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void takesAnotherOfferInAReInvite(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = call(phone);
      String held = Phone.SDP + "a=sendonly\r\n";

      Message again = call.send("INVITE", "Content-Type: application/sdp", "", held);

      Message answer = call.expect(200, again);
      assertThat(answer.body()).isEqualTo(held);
      assertThat(answer.header("X-Initial")).isEqualTo("false");
      call.ack(answer);
      application.awaitNote("ACK " + again.cseq() + " ACK");
      call.expect(200, call.send("BYE"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, UPDATE",
    "UDP, INFO",
    "UDP, MESSAGE",
    "UDP, OPTIONS",
    "TCP, UPDATE",
    "TCP, INFO"
  })
  void takesRequests(String transport, String method) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = call(phone);

      Message request = call.send(method, "Content-Type: text/plain", "", "of the phone");

      Message answer = call.expect(200, request);
      assertThat(answer.body()).isEqualTo("of the phone");
      assertThat(answer.header("X-Initial")).isEqualTo("false");
      call.expect(200, call.send("BYE"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, INVITE",
    "UDP, UPDATE",
    "UDP, INFO",
    "UDP, MESSAGE",
    "TCP, INVITE",
    "TCP, UPDATE"
  })
  void sendsRequests(String transport, String method) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = call(phone);

      application.order(method, call.callId());

      Message request = call.expect(method);
      assertThat(request.body()).isEqualTo(method + " of the application");
      String answer = transport + " answers " + method;
      call.answer(request, 200, "Content-Type: text/plain", "", answer);
      application.awaitNote("200 " + method + " " + answer);
      if (method.equals("INVITE")) {
        assertThat(call.expect("ACK").cseq()).isEqualTo(request.cseq());
      }
      call.expect(200, call.send("BYE"));
    }
  }

  /** RFC 3261 section 14.2: two offers at once. */
  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void isToldThatBothOfferedAtOnce(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = call(phone);
      application.order("INVITE", call.callId());
      Message theirs = call.expect("INVITE");

      call.expect(491, call.send("INVITE"));

      call.answer(theirs, 491);
      call.expect("ACK");
      call.expect(200, call.send("BYE"));
    }
  }

  private static Dialog call(Phone phone) {
    Dialog call = phone.dialog(application.uri("anybody"));
    Message answer = call.expect(200, call.send("INVITE"));
    assertThat(answer.header("X-Initial")).isEqualTo("true");
    call.ack(answer);
    return call;
  }
}
