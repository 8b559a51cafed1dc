package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** As docs/manual/reject.md says. */
class RejectExecutionTest {

  private final ScriptedLeg caller = ScriptedLeg.hears();

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
}
