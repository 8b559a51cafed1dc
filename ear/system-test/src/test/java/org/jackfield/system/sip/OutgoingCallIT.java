package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that calls: SipFactory, JSR 289 sections 4.1.5 and 11.1.3. */
class OutgoingCallIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void callsAPhoneThatAnswersAndHangsUp(String transport) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order("call", phone.uri());

      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().callId()).isEqualTo(callId);
      assertThat(call.request().requestUri()).isEqualTo(phone.uri());
      assertThat(call.request().header("X-Reason")).isEqualTo("test");
      assertThat(call.request().text()).doesNotContain("\r\nRoute:");
      assertThat(call.request().body()).isEqualTo("v=0\r\n");
      call.answer(180);
      call.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      Message ack = call.expect("ACK");
      assertThat(ack.cseq()).isEqualTo(call.request().cseq());
      call.expect(200, call.send("BYE"));

      application.awaitNote(callId + " BYE");
      assertThat(application.journal(callId))
          .isEqualTo(List.of(" 180 INVITE EARLY", " 200 INVITE CONFIRMED", " BYE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hangsUpItself(String transport) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      call.answer(200);
      call.expect("ACK");

      application.order("hang up", callId);

      call.answer(call.expect("BYE"), 200);
      application.awaitNote(callId + " 200 BYE TERMINATED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void isRefused(String transport) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");

      call.answer(486);

      call.expect("ACK");
      application.awaitNote(callId + " 486");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void givesUpBeforeThePhoneAnswers(String transport) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      call.answer(180);
      application.awaitNote(callId + " 180 INVITE EARLY");

      application.order("cancel", callId);

      Message cancel = call.expect("CANCEL");
      assertThat(cancel.branch()).isEqualTo(call.request().branch());
      call.answer(cancel, 200);
      call.answer(487);
      call.expect("ACK");
      application.awaitNote(callId + " 487");
    }
  }

  /** RFC 3261 section 9.1: a CANCEL waits until the phone has said something, be it only 100. */
  @ParameterizedTest
  @ValueSource(ints = {100, 180})
  void keepsACancelUntilThePhoneIsHeard(int status) {
    try (Phone phone = application.phone("UDP")) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");

      application.order("cancel", callId);

      assertThat(
              phone.await(
                  "CANCEL",
                  m -> m.isRequest() && m.method().equals("CANCEL"),
                  Duration.ofMillis(300)))
          .isEmpty();
      call.answer(status);
      call.answer(call.expect("CANCEL"), 200);
      call.answer(487);
      call.expect("ACK");
      application.awaitNote(callId + " 487");
    }
  }

  @Test
  void cancelsAPhoneThatHasOnlySaidThatItTries() {
    try (Phone phone = application.phone("UDP")) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      call.answer(100);

      application.order("cancel", callId);

      call.answer(call.expect("CANCEL"), 200);
      call.answer(487);
      call.expect("ACK");
      application.awaitNote(callId + " 487");
    }
  }

  /**
   * RFC 3261 section 13.2.2.4: the ACK is the application's, for every repetition of the answer.
   */
  @Test
  void acknowledgesAnAnswerThatComesAgain() {
    try (Phone phone = application.phone("UDP")) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      call.answer(200);
      Message ack = call.expect("ACK");

      call.answer(200);

      org.jackfield.system.Await.until("the ACK comes again", () -> phone.times(ack) == 2);
      application.order("hang up", callId);
      call.answer(call.expect("BYE"), 200);
      application.awaitNote(callId + " 200 BYE TERMINATED");
    }
  }
}
