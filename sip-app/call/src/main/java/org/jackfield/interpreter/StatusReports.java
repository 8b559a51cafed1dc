package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.application.Answer;
import org.jackfield.call.Call;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.instruction.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells applications how a call goes, beside its instructions and in order (P4.5). The call's
 * thread hands over, a virtual thread asks; it is there only while there is something to be told.
 */
final class StatusReports implements Reports {

  /** Reports that wait; what does not fit is left out, and the customer told. */
  static final int CAPACITY = 64;

  private static final Logger LOG = System.getLogger(StatusReports.class.getName());
  private static final int CALLBACK_FAILED = 15003;
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Call call;
  private final Conversation conversation;
  private final Notebook notebook;

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Report> waiting = new ArrayDeque<>();
  private boolean telling;

  private Optional<Target> target;
  private List<String> events;
  private int sequence;

  StatusReports(
      Call call,
      Conversation conversation,
      Notebook notebook,
      Optional<Target> target,
      List<String> events) {
    this.call = call;
    this.conversation = conversation;
    this.notebook = notebook;
    this.target = target;
    this.events = List.copyOf(events);
  }

  private record Report(Target target, CallRecord call, Map<String, String> further) {}

  /** Others want to be told from now on. The call's thread only, as all that follows. */
  void tell(Target other, List<String> wanted) {
    target = Optional.of(other);
    events = List.copyOf(wanted);
  }

  /**
   * The call has come so far.
   *
   * @param event {@code initiated}, {@code ringing}, {@code answered} or {@code completed}
   * @param status what is told as CallStatus
   * @param leg what is told of the leg besides
   */
  void reached(String event, String status, Map<String, String> leg) {
    if (target.isEmpty()
        || !(events.isEmpty() ? event.equals("completed") : events.contains(event))) {
      return;
    }
    CallRecord record = call.record();
    Map<String, String> further = new LinkedHashMap<>(leg);
    further.put("CallStatus", status);
    if (event.equals("completed")) {
      long seconds = record.duration().orElse(Duration.ZERO).toSeconds();
      further.put("CallDuration", Long.toString(seconds));
      further.put("Duration", Long.toString((seconds + 59) / 60));
    }
    further.put("Timestamp", RFC_2822.format(record.updated()));
    further.put("CallbackSource", "call-progress-events");
    further.put("SequenceNumber", Integer.toString(sequence));
    sequence++;
    submit(new Report(target.get(), record, further));
  }

  /** The result of an instruction that the end of the call cut off. */
  void also(Target other, Map<String, String> further) {
    submit(new Report(other, call.record(), further));
  }

  @Override
  public void recordingBegan(Optional<Callback> callback, Draft draft) {
    wanted(callback, "in-progress")
        .ifPresent(
            to -> submit(new Report(to, call.record(), describe("in-progress", draft, null))));
  }

  @Override
  public void recordingEnded(Optional<Callback> callback, Draft draft, Optional<Kept> kept) {
    String event = kept.isPresent() ? "completed" : "absent";
    wanted(callback, event)
        .ifPresent(
            to -> submit(new Report(to, call.record(), describe(event, draft, kept.orElse(null)))));
  }

  private static Optional<Target> wanted(Optional<Callback> callback, String event) {
    return callback
        .filter(found -> found.events().contains(event))
        .map(found -> Targets.of(found.action()));
  }

  private static Map<String, String> describe(String status, Draft draft, @Nullable Kept kept) {
    Map<String, String> further = new LinkedHashMap<>();
    further.put("RecordingSid", draft.sid().value());
    further.put("RecordingStatus", status);
    if (kept != null) {
      further.put("RecordingUrl", kept.address());
      further.put("RecordingDuration", Long.toString(kept.length().toSeconds()));
    }
    further.put("RecordingChannels", Integer.toString(draft.channels()));
    further.put("RecordingStartTime", RFC_2822.format(draft.started()));
    further.put("RecordingSource", draft.source());
    further.put("RecordingTrack", "both");
    return further;
  }

  private void submit(Report report) {
    lock.lock();
    try {
      if (waiting.size() >= CAPACITY) {
        notebook.warning(
            CALLBACK_FAILED,
            "The status callback " + report.target().address() + " is too slow: a report is lost",
            Optional.empty());
        return;
      }
      waiting.add(report);
      if (!telling) {
        telling = true;
        Thread.ofVirtual().name("reports-" + call.facts().sid()).start(this::tellAll);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tellAll() {
    for (Report report = next(); report != null; report = next()) {
      try {
        tell(report);
      } catch (RuntimeException mistake) {
        LOG.log(Level.ERROR, "A mistake of ours in a report of " + call.facts().sid(), mistake);
      }
    }
  }

  private void tell(Report report) {
    Answer answer = conversation.ask(report.target(), report.call(), report.further());
    if (answer instanceof Answer.Failure failure) {
      notebook.warning(failure.code(), failure.message(), Optional.of(failure.exchange()));
    }
  }

  private @Nullable Report next() {
    lock.lock();
    try {
      Report report = waiting.poll();
      telling = report != null;
      return report;
    } finally {
      lock.unlock();
    }
  }
}
