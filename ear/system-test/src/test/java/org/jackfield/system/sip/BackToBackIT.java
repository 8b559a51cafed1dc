package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.BackToBackServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application between two phones: B2buaHelper, JSR 289 section 12. */
class BackToBackIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(BackToBackServlet.class);

  /** Two phones that are connected. */
  private record Connection(Dialog caller, Dialog callee) {}

  @ParameterizedTest
  @CsvSource({"UDP, UDP", "TCP, UDP", "UDP, TCP"})
  void connectsTwoPhonesUntilTheCallerHangsUp(String callers, String callees) {
    try (Phone alice = application.phone(callers);
        Phone bob = application.phone(callees)) {
      Connection connection = connect(alice, bob);

      connection.caller.expect(200, connection.caller.send("BYE"));

      connection.callee.answer(connection.callee.expect("BYE"), 200);
    }
  }

  @ParameterizedTest
  @CsvSource({"UDP, UDP", "TCP, UDP"})
  void connectsTwoPhonesUntilTheCalleeHangsUp(String callers, String callees) {
    try (Phone alice = application.phone(callers);
        Phone bob = application.phone(callees)) {
      Connection connection = connect(alice, bob);

      connection.callee.expect(200, connection.callee.send("BYE"));

      connection.caller.answer(connection.caller.expect("BYE"), 200);
    }
  }

  @Test
  void callsInItsOwnName() {
    try (Phone alice = application.phone("UDP");
        Phone bob = application.phone("UDP")) {
      Connection connection = connect(alice, bob);

      Message invite = connection.callee.request();
      assertThat(invite.callId()).isNotEqualTo(connection.caller.callId());
      assertThat(invite.tag("From")).isNotEqualTo(connection.caller.localTag());
      assertThat(invite.headers("Via")).hasSize(1);
      assertThat(invite.header("To")).contains("sip:callee@example.com");
      assertThat(invite.header("From")).contains(alice.address());
      assertThat(invite.header("X-Subject")).isEqualTo("lunch");
      assertThat(invite.header("Max-Forwards")).isEqualTo("69");
      hangUp(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void tellsTheCalleeThatTheCallerGaveUp(String transport) {
    try (Phone alice = application.phone(transport);
        Phone bob = application.phone(transport)) {
      Dialog caller = alice.dialog(application.uri("b2bua"));
      Message invite = caller.send("INVITE", "X-Callee: " + bob.uri());
      Dialog callee = bob.awaits("INVITE");
      callee.answer(180);
      caller.expect(180, invite);

      caller.expect(200, caller.cancel(invite));

      callee.answer(callee.expect("CANCEL"), 200);
      callee.answer(487);
      callee.expect("ACK");
      caller.expect(487, invite);
    }
  }

  @Test
  void tellsTheCallerThatTheCalleeRefused() {
    try (Phone alice = application.phone("TCP");
        Phone bob = application.phone("TCP")) {
      Dialog caller = alice.dialog(application.uri("b2bua"));
      Message invite = caller.send("INVITE", "X-Callee: " + bob.uri());
      Dialog callee = bob.awaits("INVITE");

      callee.answer(486);

      callee.expect("ACK");
      caller.expect(486, invite);
    }
  }

  @Test
  void carriesAnotherOfferAndItsAnswer() {
    try (Phone alice = application.phone("UDP");
        Phone bob = application.phone("UDP")) {
      Connection connection = connect(alice, bob);
      Dialog caller = connection.caller;
      Dialog callee = connection.callee;

      Message again = callee.send("INVITE", "Content-Type: application/sdp", "", "callee's");

      Message offered = caller.expect("INVITE");
      assertThat(offered.body()).isEqualTo("callee's");
      caller.answer(offered, 200, "Content-Type: application/sdp", "", "caller's");
      Message answered = callee.expect(200, again);
      assertThat(answered.body()).isEqualTo("caller's");
      callee.ack(answered);
      assertThat(caller.expect("ACK").cseq()).isEqualTo(offered.cseq());
      hangUp(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "UPDATE"})
  void carriesRequests(String method) {
    try (Phone alice = application.phone("UDP");
        Phone bob = application.phone("UDP")) {
      Connection connection = connect(alice, bob);

      Message sent =
          connection.caller.send(method, "X-Key: 5", "Content-Type: text/plain", "", "key");

      Message received = connection.callee.expect(method);
      assertThat(received.body()).isEqualTo("key");
      assertThat(received.header("X-Key")).isEqualTo("5");
      connection.callee.answer(received, 200);
      connection.caller.expect(200, sent);
      hangUp(connection);
    }
  }

  @Test
  void letsTwoCallsGoThatWereLinked() {
    try (Phone alice = application.phone("UDP");
        Phone bob = application.phone("UDP")) {
      Connection connection = connect(alice, bob);
      String callId = connection.caller.callId();

      assertThat(application.order("unlink", callId)).isEqualTo("false");

      connection.caller.expect(200, connection.caller.send("BYE"));
      application.awaitNote("alone with BYE");
      application.order("end callee", callId);
      connection.callee.answer(connection.callee.expect("BYE"), 200);
    }
  }

  @Test
  void linksTwoCallsThatWereNot() {
    try (Phone alice = application.phone("UDP");
        Phone bob = application.phone("UDP")) {
      Connection connection = connect(alice, bob);
      application.order("unlink", connection.caller.callId());

      assertThat(application.order("link", connection.caller.callId())).isEqualTo("true");

      hangUp(connection);
    }
  }

  private static Connection connect(Phone alice, Phone bob) {
    Dialog caller = alice.dialog(application.uri("b2bua"));
    Message invite =
        caller.send(
            "INVITE",
            "X-Callee: " + bob.uri(),
            "X-Subject: lunch",
            "Content-Type: application/sdp",
            "",
            "offer");
    Dialog callee = bob.awaits("INVITE");
    assertThat(callee.request().body()).isEqualTo("offer");
    callee.answer(180);
    caller.expect(180, invite);
    callee.answer(200, "Content-Type: application/sdp", "", "answer");
    Message answer = caller.expect(200, invite);
    assertThat(answer.body()).isEqualTo("answer");
    caller.ack(answer);
    assertThat(callee.expect("ACK").cseq()).isEqualTo(callee.request().cseq());
    return new Connection(caller, callee);
  }

  private static void hangUp(Connection connection) {
    connection.caller.expect(200, connection.caller.send("BYE"));
    connection.callee.answer(connection.callee.expect("BYE"), 200);
  }
}
