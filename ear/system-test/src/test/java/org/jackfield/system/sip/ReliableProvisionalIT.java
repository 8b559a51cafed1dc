package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.sip.Rel100Exception;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.ReliableServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reliable provisional responses: RFC 3262, JSR 289 section 6.7.1. */
class ReliableProvisionalIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(ReliableServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void ringsReliablyWhereTheCallerCan(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      Message invite = call.send("INVITE", "Supported: 100rel");

      Message progress = call.expect(183, invite);
      assertThat(progress.headers("Require")).contains("100rel");
      assertThat(progress.body()).isEqualTo("v=0\r\n");
      Message prack = call.prack(progress);

      call.expect(200, prack);
      call.ack(call.expect(200, invite));
      assertThat(application.awaitNotes(call.callId() + " PRACK ", 1))
          .containsExactly(progress.header("RSeq") + " " + invite.header("CSeq"));
      call.expect(200, call.send("BYE"));
    }
  }

  @Test
  void repeatsWhatIsNotAcknowledged() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("anybody"));
      Message invite = call.send("INVITE", "Require: 100rel");
      Message progress = call.expect(183, invite);

      Await.until("183 comes again", () -> phone.times(progress) > 2);

      call.expect(200, call.prack(progress));
      call.ack(call.expect(200, invite));
      call.expect(200, call.send("BYE"));
    }
  }

  @Test
  void cannotRingReliablyForACallerWhoDoesNotKnowHow() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("anybody"));

      call.ack(call.expect(200, call.send("INVITE")));

      application.awaitNote(call.callId() + " " + Rel100Exception.NO_REQ_SUPPORT);
      call.expect(200, call.send("BYE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void acknowledgesWhoRingsReliably(String transport) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().header("Supported")).isEqualTo("100rel");

      call.answer(180, "Require: 100rel", "RSeq: 17");

      Message prack = call.expect("PRACK");
      assertThat(prack.header("RAck")).isEqualTo("17 " + call.request().header("CSeq"));
      assertThat(prack.body()).isEqualTo("prack of 180");
      call.answer(prack, 200);
      application.awaitNote(callId + " 200 PRACK");
      call.answer(200);
      call.expect("ACK");
      call.expect(200, call.send("BYE"));
    }
  }

  @Test
  void doesNotAcknowledgeOrdinaryRinging() {
    try (Phone phone = application.phone("UDP")) {
      String callId = application.order("call", phone.uri());
      Dialog call = phone.awaits("INVITE");

      call.answer(180);

      application.awaitNote(callId + " " + Rel100Exception.NOT_100rel);
      call.answer(200);
      call.expect("ACK");
      call.expect(200, call.send("BYE"));
    }
  }
}
