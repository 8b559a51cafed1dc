package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.Await;
import org.jackfield.system.sip.application.IncomingCallServlet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is called: JSR 289 section 4.1.7, RFC 3261 sections 13.3 and 9.2. */
class IncomingCallIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(IncomingCallServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void ringsAnswersAndIsHungUpOn(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      Message invite = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);

      call.expect(180, invite);
      Message answer = call.expect(200, invite);
      assertThat(answer.body()).isEqualTo("v=0\r\n");
      assertThat(answer.header("Content-Type")).isEqualTo("application/sdp");

      call.ack(answer);
      application.awaitNote("ACK CONFIRMED");
      call.expect(200, call.send("BYE"));
      application.awaitNote("BYE " + call.callId());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hangsUpItself(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("hangs-up"));
      Message invite = call.send("INVITE");
      call.expect(180, invite);
      call.ack(call.expect(200, invite));

      call.answer(call.expect("BYE"), 200);

      application.awaitNote("200 to BYE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void refuses(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("busy"));

      call.expect(486, call.send("INVITE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hearsOfTheCallersChangeOfMind(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("rings"));
      Message invite = call.send("INVITE");
      call.expect(180, invite);

      Message cancel = call.cancel(invite);

      call.expect(200, cancel);
      call.expect(487, invite);
      application.awaitNote("CANCEL rings");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void repeatsItsAnswerUntilItIsAcknowledged(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      Message invite = call.send("INVITE");
      call.expect(180, invite);
      Message answer = call.expect(200, invite);

      // RFC 3261 section 13.3.1.4: on every transport
      Await.until("the answer comes again", () -> phone.times(answer) > 2);

      call.ack(answer);
      call.expect(200, call.send("BYE"));
    }
  }
}
