package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jackfield.system.Await;
import org.jackfield.system.deployment.annotated.FrontServlet;
import org.jackfield.system.sip.DeployedApplication;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application without a descriptor: JSR 289 chapter 18. Its sessions last a minute. */
class AnnotatedApplicationIT {
  private static final String DEPLOYMENT = "deployment=AnnotatedApplicationIT.war/subsystem=sip";
  private static final Duration A_MINUTE_AND_SOME = Duration.ofSeconds(75);

  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.ofPackage(FrontServlet.class.getPackage());

  private final Phone phone = application.phone("TCP");

  @AfterEach
  void close() {
    phone.close();
  }

  @Test
  void goesByTheNameOfItsPackage() {
    assertThat(application.server().read(DEPLOYMENT, "application").asString())
        .isEqualTo("annotated");
  }

  @Test
  void sendsEverythingToItsMainServletWhichMayHandItOn() {
    Dialog call = phone.dialog(application.uri("back-office"));
    call.ack(call.expect(200, call.send("INVITE")));
    call.expect(200, call.send("BYE"));

    assertThat(application.awaitNotes("back ", 3)).containsExactly("INVITE", "ACK", "BYE");
  }

  /** JSR 289 section 15.11.2: the key decides, not the call. */
  @Test
  void findsTheSessionByItsKey() {
    String first = session("shared");

    assertThat(session("shared")).isEqualTo(first);
    assertThat(session("another")).isNotEqualTo(first);
    end("shared");
    end("another");
  }

  /** JSR 289 section 6.1.2: at its expiry a session ends unless a listener prolongs it. */
  @Test
  void endsSessionsAfterTheirTimeUnlessTheyAreProlonged() {
    session("punctual");
    session("patient");
    session("forever");

    Await.until(
        "sessions expire",
        A_MINUTE_AND_SOME,
        () -> application.journal().contains("expired punctual"));
    application.awaitNote("prolonged by 5");

    Await.until("two sessions are left", () -> sessions() == 2);
    assertThat(application.journal()).doesNotContain("expired forever");
    end("patient");
    end("forever");
    Await.until("no session is left", () -> sessions() == 0);
  }

  private static int sessions() {
    return application.server().read(DEPLOYMENT, "application-sessions").asInt();
  }

  private String session(String user) {
    Dialog request = phone.dialog(application.uri(user));
    Message answer = request.expect(200, request.send("MESSAGE"));
    return answer.header("X-Session");
  }

  private void end(String user) {
    Dialog request = phone.dialog(application.uri(user));
    request.expect(200, request.send("OPTIONS"));
  }
}
