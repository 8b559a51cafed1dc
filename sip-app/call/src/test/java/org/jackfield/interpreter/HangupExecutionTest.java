package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** As docs/manual/hangup.md says. */
class HangupExecutionTest {

  private final ScriptedLeg caller = ScriptedLeg.hears();

  @Test
  void hangsUp() throws Exception {
    assertThat(Verbs.execution("<Hangup/>", caller).perform()).isEqualTo(new Next.End());
    assertThat(caller.deeds()).as("the end of the document does it").isEmpty();
  }
}
