package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.sip.application.ForkedCallServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An application whose call is forked on its way: each who answers gets a session of its own,
 * derived from the first. JSR 289 section 6.2.3.2, RFC 3261 section 13.2.2.4.
 */
class ForkedCallIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(ForkedCallServlet.class);

  private final Phone phone = application.phone("TCP");

  @AfterEach
  void close() {
    phone.close();
  }

  @Test
  void hasASessionForEachWhoRings() {
    String callId = application.order("call", phone.uri());
    Dialog first = phone.awaits("INVITE");
    Dialog second = first.fork();

    first.answer(180);
    application.awaitNotes(callId, 1);
    second.answer(180);
    List<String> ringing = application.awaitNotes(callId, 2);

    assertThat(ringing).allMatch(note -> note.startsWith(" 180 to INVITE in "));
    assertThat(ringing).allMatch(note -> note.endsWith(", EARLY, green"));
    assertThat(ringing.stream().map(ForkedCallIT::session).distinct()).hasSize(2);
    second.answer(200);
    second.expect("ACK");
    List<String> answered = application.awaitNotes(callId, 3);
    assertThat(session(answered.get(2))).isEqualTo(session(ringing.get(1)));
    assertThat(answered.get(2)).endsWith(", CONFIRMED, green");
    second.expect(200, second.send("BYE"));
  }

  @Test
  void talksToTheFirstWhoAnswersAndHangsUpOnTheOther() {
    String callId = application.order("call", phone.uri());
    Dialog first = phone.awaits("INVITE");
    Dialog second = first.fork();

    first.answer(180);
    second.answer(180);
    application.awaitNotes(callId, 2);
    bothAnswer(callId, first, second);

    assertTwoSessions(application.awaitNotes(callId, 6));
  }

  /** RFC 3261 section 13.2.2.4: each dialog that a 2xx makes is acknowledged, then ended. */
  @Test
  void hangsUpOnWhoAnswersWithoutHavingRung() {
    String callId = application.order("call", phone.uri());
    Dialog first = phone.awaits("INVITE");
    Dialog second = first.fork();

    bothAnswer(callId, first, second);

    assertTwoSessions(application.awaitNotes(callId, 4));
  }

  /** The call is that of the first, who is hung up on last. */
  private static void bothAnswer(String callId, Dialog first, Dialog second) {
    // The second within the second in which a fork may still answer (RFC 3261 section 13.2.2.4)
    first.answer(200);
    second.answer(200);
    first.expect("ACK");
    second.expect("ACK");
    second.answer(second.expect("BYE"), 200);
    application.order("hang up", callId);
    first.answer(first.expect("BYE"), 200);
  }

  private static void assertTwoSessions(List<String> notes) {
    assertThat(notes.stream().map(ForkedCallIT::session).distinct()).hasSize(2);
  }

  private static String session(String note) {
    return note.substring(note.indexOf(" in ") + 4, note.indexOf(','));
  }
}
