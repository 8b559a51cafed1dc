package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.application.Answer;
import org.jackfield.call.Call;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Calls;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Calls.Track;
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
  private static final String BOTH = Track.BOTH.word();
  private static final CompletableFuture<Map<String, String>> NOTHING =
      CompletableFuture.completedFuture(Map.of());

  /** For a recording to be closed, when its call is over. */
  private static final Duration TO_KNOW = Duration.ofSeconds(5);

  private final Call call;
  private final Conversation conversation;
  private final Notebook notebook;

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Report> waiting = new ArrayDeque<>();
  private boolean telling;
  private int open;
  private @Nullable Runnable afterwards;

  private Optional<Target> target;
  private List<String> events;
  private CompletableFuture<Map<String, String>> atTheEnd = NOTHING;
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

  /**
   * What is told; of a recording nothing of the call but its name.
   *
   * @param later told as well, and waited for
   */
  private record Report(
      Target target,
      CallRecord call,
      Map<String, String> further,
      boolean ofRecording,
      CompletableFuture<Map<String, String>> later) {}

  /** Others want to be told from now on. The call's thread only, as all that follows. */
  void tell(Target other, List<String> wanted) {
    target = Optional.of(other);
    events = List.copyOf(wanted);
  }

  /** The API wants something changed beside the instructions. */
  void adjust(Calls.Adjustment wanted, TimeLimit timeLimit) {
    wanted.timeLimitSeconds().map(Duration::ofSeconds).ifPresent(timeLimit::is);
    wanted.status().ifPresent(other -> tell(other, wanted.statusEvents()));
  }

  /** What will be known when the call is over, for its last report. */
  void tellAtTheEnd(CompletableFuture<Map<String, String>> known) {
    atTheEnd = known;
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
    boolean isLast = event.equals("completed");
    if (isLast) {
      long seconds = record.duration().orElse(Duration.ZERO).toSeconds();
      further.put("CallDuration", Long.toString(seconds));
      further.put("Duration", Long.toString((seconds + 59) / 60));
    }
    further.put("Timestamp", RecordingForm.time(record.updated()));
    further.put("CallbackSource", "call-progress-events");
    further.put("SequenceNumber", Integer.toString(sequence));
    sequence++;
    submit(new Report(target.get(), record, further, false, isLast ? atTheEnd : NOTHING));
  }

  /**
   * The result of an instruction that the end of the call cut off, such as what somebody has left
   * on an answering machine: it waits for none of the reports.
   */
  void also(Target other, Map<String, String> further) {
    Report report = new Report(other, call.record(), further, false, NOTHING);
    lock.lock();
    try {
      open++;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("result-of-" + call.facts().sid()).start(() -> tellSafely(report));
  }

  /** No more follows: this is done when all has been told, maybe at once. Never throws. */
  void finish(Runnable done) {
    boolean isTold;
    lock.lock();
    try {
      afterwards = done;
      isTold = open == 0;
    } finally {
      lock.unlock();
    }
    if (isTold) {
      runSafely(done);
    }
  }

  private void isTold() {
    Runnable done = null;
    lock.lock();
    try {
      open--;
      if (open == 0) {
        done = afterwards;
      }
    } finally {
      lock.unlock();
    }
    if (done != null) {
      runSafely(done);
    }
  }

  private void runSafely(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException mistake) {
      LOG.log(Level.ERROR, "A mistake of ours in a report of " + call.facts().sid(), mistake);
    }
  }

  @Override
  public void recordingBegan(Optional<Callback> callback, Draft draft) {
    wanted(callback, "in-progress")
        .ifPresent(
            to -> tell(to, RecordingForm.whole("in-progress", draft, Optional.empty(), BOTH)));
  }

  @Override
  public void recordingEnded(Optional<Callback> callback, Draft draft, Optional<Kept> kept) {
    String event = eventOf(kept);
    wanted(callback, event)
        .ifPresent(to -> tell(to, RecordingForm.whole(event, draft, kept, BOTH)));
  }

  /** The recording of the whole call has begun. */
  void recordingBegan(RecordingOrder order, Draft draft) {
    tell(order, "in-progress", draft, Optional.empty());
  }

  /** The recording of the whole call can be fetched, or there was nothing in it. */
  void recordingEnded(RecordingOrder order, Draft draft, Optional<Kept> kept) {
    tell(order, eventOf(kept), draft, kept);
  }

  private void tell(RecordingOrder order, String event, Draft draft, Optional<Kept> kept) {
    order
        .status()
        .filter(to -> order.events().contains(event))
        .ifPresent(to -> tell(to, RecordingForm.whole(event, draft, kept, order.track().word())));
  }

  private void tell(Target to, Map<String, String> ofRecording) {
    submit(new Report(to, call.record(), ofRecording, true, NOTHING));
  }

  private static String eventOf(Optional<Kept> kept) {
    return kept.isPresent() ? "completed" : "absent";
  }

  private static Optional<Target> wanted(Optional<Callback> callback, String event) {
    return callback
        .filter(found -> found.events().contains(event))
        .map(found -> Targets.of(found.action()));
  }

  private void submit(Report report) {
    lock.lock();
    try {
      if (waiting.size() >= CAPACITY) {
        notebook.warning(
            CALLBACK_FAILED,
            "The status callback " + report.target().shown() + " is too slow: a report is lost",
            Optional.empty());
        return;
      }
      waiting.add(report);
      open++;
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
      tellSafely(report);
    }
  }

  private void tellSafely(Report report) {
    try {
      runSafely(() -> tell(report));
    } finally {
      isTold();
    }
  }

  private void tell(Report report) {
    Answer answer =
        report.ofRecording()
            ? conversation.askBriefly(report.target(), report.call(), report.further())
            : conversation.ask(report.target(), report.call(), withWhatIsKnown(report));
    if (answer instanceof Answer.Failure failure) {
      notebook.warning(failure.code(), failure.message(), Optional.of(failure.exchange()));
    }
  }

  private static Map<String, String> withWhatIsKnown(Report report) {
    Map<String, String> all = new LinkedHashMap<>(report.further());
    all.putAll(
        report
            .later()
            .copy()
            .completeOnTimeout(Map.of(), TO_KNOW.toMillis(), TimeUnit.MILLISECONDS)
            .join());
    return all;
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
