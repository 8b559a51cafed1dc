package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jackfield.system.sip.application.WaitingServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an application hears when its answer is not acknowledged: JSR 289 section 7.1.5, RFC 3261
 * section 13.3.1.4, RFC 3262 section 3. With a tenth of the usual T1, so that it need not wait for
 * half a minute.
 */
class ErrorListenerIT {
  private static final String SIP = "subsystem=sip";

  /** 64 times T1, which take 3.2 s, each of them rounded up. */
  private static final Duration ALL_REPETITIONS = Duration.ofSeconds(30);

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(WaitingServlet.class);

  @BeforeAll
  static void hurry() {
    application.server().write(SIP, "t1", "50");
    application.server().reload();
  }

  @AfterAll
  static void takeTime() {
    application.server().write(SIP, "t1", "500");
    application.server().reload();
  }

  @Test
  void hearsThatItsAnswerIsNotAcknowledged() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("anybody"));
      Message answer = call.expect(200, call.send("INVITE"));

      application.awaitNote("no ACK " + call.callId() + " 200", ALL_REPETITIONS);

      // at 1, 3, 7, 15 ... times T1, then each T2
      assertThat(phone.times(answer)).isBetween(6, 8);
      call.answer(call.expect("BYE"), 200);
    }
  }

  @Test
  void hearsThatItsReliableRingingIsNotAcknowledged() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("rings-reliably"));
      Message invite = call.send("INVITE", "Require: 100rel");
      Message progress = call.expect(183, invite);

      application.awaitNote("no PRACK " + call.callId() + " 183", ALL_REPETITIONS);

      assertThat(phone.times(progress)).isBetween(6, 8);
      call.expect(504, invite);
    }
  }
}
