package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.OutgoingCallServlet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 18.1.1: what is too large for a datagram. */
class LargeRequestIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(OutgoingCallServlet.class);

  /** By UDP after all where the phone takes no connection. */
  @ParameterizedTest
  @ValueSource(strings = {"TCP", "UDP"})
  void goesByTcpWhereThePhoneTakesThat(String taken) {
    try (Phone phone = application.phone(taken)) {
      String longName = "x".repeat(1500);
      String callId = application.order("call", "sip:%s@%s".formatted(longName, phone.address()));

      Dialog call = phone.awaits("INVITE");
      assertThat(call.request().requestUri()).contains(longName);
      assertThat(call.request().header("Via")).startsWith("SIP/2.0/" + taken + " ");
      call.answer(200);
      call.expect("ACK");

      application.order("hang up", callId);
      call.answer(call.expect("BYE"), 200);
    }
  }
}
