package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.sip.application.AttributeNotes;
import org.jackfield.system.sip.application.BoundValue;
import org.jackfield.system.sip.application.LifeNotes;
import org.jackfield.system.sip.application.ListeningServlet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners hear of the life of servlets, sessions and attributes: JSR 289 section 7. */
class ListenerIT {
  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(
          ListeningServlet.class, LifeNotes.class, AttributeNotes.class, BoundValue.class);

  private static List<String> beginning;

  @BeforeAll
  static void noteTheBeginning() {
    beginning = application.journal();
  }

  @Test
  void hearThatTheServletMaySend() {
    assertThat(beginning)
        .containsSubsequence("context initialized", "servlet initialized listening");
  }

  @Test
  void hearHowTheSessionsOfACallBeginAndEndByThemselves() {
    application.forgetJournal();

    call("anybody");

    application.awaitNote("application session destroyed");
    assertThat(application.journal())
        .containsSubsequence(
            "application session created",
            "session created",
            "session ready true",
            "session destroyed",
            "application session ready",
            "application session destroyed");
  }

  /** JSR 289 section 6.2.4.2: {@code setInvalidateWhenReady(false)}. */
  @Test
  void hearNothingOfSessionsThatDoNotEndByThemselvesUntilTheApplicationEndsThem() {
    application.forgetJournal();
    String callId = call("stays");
    assertThat(application.journal())
        .containsExactly("application session created", "session created");

    assertThat(application.order("end", callId)).isEqualTo("TERMINATED true");

    assertThat(application.journal())
        .contains("session destroyed", "application session destroyed")
        .doesNotContain("session ready true");
  }

  @Test
  void mayKeepASessionThatIsReady() {
    application.forgetJournal();
    String callId = call("kept");

    application.awaitNote("session ready true");

    assertThat(application.order("end", callId)).isEqualTo("TERMINATED true");
    application.awaitNote("application session destroyed");
  }

  @Test
  void hearOfAttributes() {
    application.forgetJournal();

    call("attributes");

    application.awaitNote("application session destroyed");
    for (String session : new String[] {"session: ", "application session: "}) {
      assertThat(application.journal(session))
          .contains("unbound c")
          .startsWith("added a", "replaced a", "removed a")
          .contains("bound b", "added b", "unbound b", "removed b", "bound c", "added c");
    }
  }

  private static String call(String user) {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(application.uri(user));
      call.ack(call.expect(200, call.send("INVITE")));
      call.expect(200, call.send("BYE"));
      return call.callId();
    }
  }
}
