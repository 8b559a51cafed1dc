package org.jackfield.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.RecordingFinished;
import org.jackfield.media.Recording.Channels;
import org.junit.jupiter.api.Test;

/** Record. */
class RecordExecutionTest {

  private static final Map<String, String> RECORDED =
      Map.of(
          "RecordingUrl", "http://jackfield/recording",
          "RecordingSid", "RE" + "0".repeat(32),
          "RecordingDuration", "7");

  @Test
  void answersBeepsAndRecords() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(new RecordingFinished(Optional.of(ScriptedLeg.RECORDING)));

    assertThat(Verbs.execution("<Record action='/next'/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, RECORDED));
    assertThat(caller.deeds())
        .containsExactly(
            "answer",
            "record "
                + new Take(
                    "RecordVerb",
                    Channels.PEER,
                    Duration.ofHours(1),
                    true,
                    true,
                    Duration.ofSeconds(5)));
  }

  @Test
  void endsWithAKeyAndTellsWhich() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new KeyPressed('5'));

    assertThat(Verbs.execution("<Record action='/next'/>", caller).perform())
        .isEqualTo(
            new Next.Document(
                Verbs.ACTION,
                Map.of(
                    "RecordingUrl", "http://jackfield/recording",
                    "RecordingSid", "RE" + "0".repeat(32),
                    "RecordingDuration", "7",
                    "Digits", "5")));
    assertThat(caller.deeds()).contains("finish recording");
  }

  @Test
  void recordsOnAtAKeyThatDoesNotEndIt() throws Exception {
    ScriptedLeg caller =
        ScriptedLeg.hears(
            new KeyPressed('5'), new RecordingFinished(Optional.of(ScriptedLeg.RECORDING)));

    assertThat(Verbs.execution("<Record finishOnKey='#' action='/next'/>", caller).perform())
        .isEqualTo(new Next.Document(Verbs.ACTION, RECORDED));
  }

  @Test
  void goesOnWithTheNextInstructionWhenNothingWasSaid() throws Exception {
    ScriptedLeg caller = ScriptedLeg.hears(new RecordingFinished(Optional.empty()));
    Verbs.NotedReports reports = new Verbs.NotedReports();

    assertThat(Verbs.execution("<Record/>", caller, reports).perform())
        .isEqualTo(new Next.NextInstruction());
    assertThat(reports.notes).containsExactly("began", "absent");
  }

  @Test
  void keepsTheRecordingOfACallerThatHangsUp() {
    ScriptedLeg caller = ScriptedLeg.hears().then(new Interruption.CallEnded());
    Verbs.NotedReports reports = new Verbs.NotedReports();
    Execution execution = Verbs.execution("<Record action='/next'/>", caller, reports);

    assertThatThrownBy(execution::perform).isInstanceOf(CallInterrupted.class);

    assertThat(execution.afterEnd())
        .hasValueSatisfying(
            next -> assertThat(next.parameters()).containsEntry("Digits", "hangup"));
    assertThat(reports.notes).containsExactly("began", "completed");
  }
}
