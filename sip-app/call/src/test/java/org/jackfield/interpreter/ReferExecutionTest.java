package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As docs/manual/refer.md says. */
class ReferExecutionTest {

  @Test
  void answersAndSendsThePhoneElsewhere() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears();

    assertThat(Verbs.execution("<Refer><Sip>sip:b@example.com</Sip></Refer>", caller).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(caller.deeds()).containsExactly("answer", "refer sip:b@example.com");
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
