package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.NotifyingServlet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is asked to call somebody else: RFC 3515. */
class TransferIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(NotifyingServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void isAskedWithinACallAndTellsHowItGoes(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("anybody"));
      call.ack(call.expect(200, call.send("INVITE")));

      refer(call);

      call.expect(200, call.send("BYE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void isAskedOutsideOfACallAndTellsHowItGoes(String transport) {
    try (Phone phone = application.phone(transport)) {
      refer(phone.dialog(application.uri("anybody")));
    }
  }

  private static void refer(Dialog dialog) {
    dialog.expect(202, dialog.send("REFER", "Refer-To: <sip:carol@example.com>"));
    // both NOTIFYs are on their way at once, and UDP may turn them round
    Message one = dialog.expect("NOTIFY");
    dialog.answer(one, 200);
    Message other = dialog.expect("NOTIFY");
    dialog.answer(other, 200);
    boolean inOrder = one.cseq() < other.cseq();
    Message first = inOrder ? one : other;
    Message last = inOrder ? other : one;
    assertThat(first.body()).isEqualTo("SIP/2.0 100 Trying\r\n");
    assertThat(first.header("Event")).isEqualTo("refer");
    assertThat(last.body()).isEqualTo("SIP/2.0 200 OK\r\n");
    assertThat(last.header("Subscription-State")).startsWith("terminated");
    application.awaitNote("REFER <sip:carol@example.com>");
    application.awaitNotes(dialog.callId() + " 200 NOTIFY", 2);
  }
}
