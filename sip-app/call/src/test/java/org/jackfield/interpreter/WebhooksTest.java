package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of the questions to an application. */
class WebhooksTest {

  private final Stage stage = new Stage();

  @AfterEach
  void leavesNothingBehind() {
    stage.close();
  }

  @Test
  void keepsEachQuestionToTheApplicationWithItsAnswer() throws Exception {
    stage.page("/start", "<Redirect>/next</Redirect>").page("/next", "<Hangup/>");
    stage.awaitOutcome(stage.calls());

    // Reports go beside the instructions, and come in between
    Await.until("all are kept", () -> stage.webhooks.size() == 4);
    assertThat(stage.webhooks)
        .extracting(it -> it.exchange().address() + " " + it.exchange().status())
        .filteredOn(it -> it.contains("/status "))
        .containsExactly(Stage.HOME + "/status 200", Stage.HOME + "/status 200");
    assertThat(stage.webhooks)
        .extracting(it -> it.exchange().address() + " " + it.exchange().status())
        .filteredOn(it -> !it.contains("/status "))
        .containsExactly(Stage.HOME + "/start 200", Stage.HOME + "/next 200");
    assertThat(stage.webhooks)
        .allMatch(it -> it.callSid().equals(stage.records.getFirst().facts().sid()));
  }
}
