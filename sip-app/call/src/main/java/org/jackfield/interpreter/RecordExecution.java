package org.jackfield.interpreter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.instruction.Record;
import org.jackfield.interpreter.LegEvent.KeyPressed;
import org.jackfield.interpreter.LegEvent.RecordingFinished;
import org.jackfield.interpreter.LegEvent.Silence;
import org.jackfield.media.Recording.Channels;
import org.jspecify.annotations.Nullable;

/** Record: until a key, silence, the longest time, or the end of the call. */
final class RecordExecution implements Execution {

  /** For the beep before, and the file after. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Record record;
  private final Leg leg;
  private final Reports reports;
  private @Nullable Draft draft;

  RecordExecution(Record record, Leg leg, Reports reports) {
    this.record = record;
    this.leg = leg;
    this.reports = reports;
  }

  @Override
  public Next perform() throws CallInterrupted {
    leg.answer();
    draft =
        leg.record(
            new Take(
                "RecordVerb",
                Channels.PEER,
                record.maxLength(),
                record.playBeep(),
                record.trim(),
                record.timeout()));
    reports.recordingBegan(record.recordingStatus(), draft);
    while (true) {
      switch (leg.awaitRecording(record.maxLength().plus(MARGIN))) {
        case KeyPressed(char key) when record.finishOnKey().indexOf(key) >= 0 -> {
          return submit(leg.finishRecording(), String.valueOf(key));
        }
        case KeyPressed key -> {
          // It does not end the recording, and is heard in it
        }
        case RecordingFinished(Optional<Kept> recording) -> {
          return submit(recording, "");
        }
        case Silence silence -> {
          return submit(leg.finishRecording(), "");
        }
      }
    }
  }

  private Next submit(Optional<Kept> recording, String digits) {
    report(recording);
    return recording
        .map(kept -> Actions.ask(record.action(), "Record", parameters(kept, digits)))
        .orElseGet(Next.NextInstruction::new);
  }

  @Override
  public Optional<Next.Document> afterEnd() {
    if (draft == null) {
      return Optional.empty();
    }
    Optional<Kept> recording = leg.finishRecording();
    report(recording);
    return recording.flatMap(kept ->
        record.action().map(action -> new Next.Document(action, parameters(kept, "hangup"))));
  }

  private void report(Optional<Kept> recording) {
    Draft made = draft;
    if (made != null) {
      reports.recordingEnded(record.recordingStatus(), made, recording);
    }
  }

  private static Map<String, String> parameters(Kept kept, String digits) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RecordingUrl", kept.address());
    parameters.put("RecordingSid", kept.draft().sid().value());
    parameters.put("RecordingDuration", Long.toString(kept.length().toSeconds()));
    if (!digits.isEmpty()) {
      parameters.put("Digits", digits);
    }
    return parameters;
  }
}
