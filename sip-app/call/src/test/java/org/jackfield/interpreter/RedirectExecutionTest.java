package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.jackfield.instruction.Redirect;
import org.junit.jupiter.api.Test;

/** As docs/manual/redirect.md says. */
class RedirectExecutionTest {

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
}
