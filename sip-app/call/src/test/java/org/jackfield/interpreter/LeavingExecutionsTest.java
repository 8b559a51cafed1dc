package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.jackfield.instruction.Redirect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirect, Reject, Hangup and Refer: what comes after them in a document is not reached. */
class LeavingExecutionsTest {

  private final ScriptedLeg caller = ScriptedLeg.hears();

  @Test
  void redirectsToAnotherDocument() throws Exception {
    assertThat(Verbs.execution("<Redirect>/next</Redirect>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, Map.of()));
    assertThat(caller.deeds()).isEmpty();
  }

  @Test
  void redirectsToTheSameDocumentWithoutAnAddress() throws Exception {
    assertThat(Verbs.execution("<Redirect/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ITSELF, Map.of()));
    assertThat(new RedirectExecution(new Redirect(Optional.empty())).perform())
        .isEqualTo(new Next.SameDocument());
  }

  @Test
  void rejectsAsNotThere() throws Exception {
    assertThat(Verbs.execution("<Reject/>", caller).perform()).isEqualTo(new Next.End());
    assertThat(caller.deeds()).containsExactly("reject 603");
  }

  @Test
  void rejectsAsBusy() throws Exception {
    Verbs.execution("<Reject reason='busy'/>", caller).perform();

    assertThat(caller.deeds()).containsExactly("reject 486");
  }

  @Test
  void hangsUp() throws Exception {
    assertThat(Verbs.execution("<Hangup/>", caller).perform()).isEqualTo(new Next.End());
  }

  @ParameterizedTest
  @CsvSource({
    "202, 200, completed",
    "202, 486, busy",
    "202, 480, no-answer",
    "603, 0, no-answer",
    "405, 0, failed",
    "0, 0, no-answer"
  })
  void refersAndTellsWhatBecameOfIt(int answer, int notified, String status) throws Exception {
    ScriptedLeg referred = ScriptedLeg.hears().referring(answer, notified);

    Next next =
        Verbs.execution("<Refer action='/next'><Sip>sip:b@example.com</Sip></Refer>", referred)
            .perform();

    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Document.class,
            document ->
                assertThat(document.parameters())
                    .containsEntry("ReferCallStatus", status)
                    .containsEntry("ReferSipResponseCode", Integer.toString(answer)));
  }
}
