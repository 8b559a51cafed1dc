package org.jackfield.system.sip;

import org.jackfield.system.Await;
import org.jackfield.system.sip.application.FragileServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A servlet that fails: it costs that message, and no other. */
class FailingServletIT {
  /** More than the server has workers. */
  private static final int MANY = 40;

  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(FragileServlet.class)
          .mayLog("A message failed")
          .mayLog("FragileServlet")
          .mayLog("StackOverflowError")
          .mayLog("\tat ");

  @ParameterizedTest
  @CsvSource({
    "UDP, error", "UDP, overflow", "UDP, exception",
    "TCP, error", "TCP, overflow", "TCP, exception",
  })
  void costsThatMessageAlone(String transport, String failure) {
    try (Phone phone = application.phone(transport)) {
      for (int i = 0; i < MANY; i++) {
        Dialog failing = phone.dialog(application.uri(failure));
        failing.expect(500, failing.send("INVITE"));

        Dialog next = phone.dialog(application.uri("anybody"));
        next.expect(486, next.send("INVITE"));
      }
    }
  }

  @Test
  void saysInTheLogThatAServletFailedAtAnAnswer() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("asks"));
      call.ack(call.expect(200, call.send("INVITE")));

      call.answer(call.expect("INFO"), 200);

      Await.until(
          "the log says so",
          () -> application.server().log().contains("FragileServlet: at an answer"));
      call.expect(200, call.send("BYE"));
    }
  }
}
