package org.jackfield.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Sid;
import org.jackfield.media.Recording;

/** The recordings of a whole call that are being made. The call's own thread only. */
final class CallRecordings {

  /** Each costs a file and a share of the sound's time: who wants more has lost count. */
  private static final int MOST = 4;

  private final List<CallRecording> running = new ArrayList<>();
  private final Supplier<Recorder> recorders;
  private final StatusReports reports;
  private final Duration longest;

  CallRecordings(Supplier<Recorder> recorders, StatusReports reports, Duration longest) {
    this.recorders = recorders;
    this.reports = reports;
    this.longest = longest;
  }

  /**
   * Begins one.
   *
   * @param source one of the two that {@link CallRecording} has
   * @return nothing if there are enough
   */
  Optional<Sid> begin(RecordingOrder order, String source) {
    if (running.size() == MOST) {
      return Optional.empty();
    }
    CallRecording begun = new CallRecording(order, source, longest, recorders.get(), reports);
    running.add(begun);
    return Optional.of(begun.sid());
  }

  /** The API wants one, which it may have once the call is answered. */
  void begin(Mail.RecordingAsked asked, boolean isAnswered) {
    asked
        .done()
        .complete(isAnswered ? begin(asked.order(), CallRecording.OF_API) : Optional.empty());
  }

  /** The API wants one changed. */
  void change(Mail.RecordingChangeAsked asked) {
    asked.done().complete(change(asked.recording(), asked.change()));
  }

  /**
   * Changes one, the one that was begun last if none is named.
   *
   * @return nothing if it is not being made
   */
  private Optional<Sid> change(Optional<Sid> named, RecordingChange change) {
    Optional<CallRecording> wanted =
        named.isPresent()
            ? running.stream().filter(each -> each.sid().equals(named.get())).findFirst()
            : Optional.ofNullable(running.isEmpty() ? null : running.getLast());
    wanted.ifPresent(recording -> recording.change(change));
    return wanted.map(CallRecording::sid);
  }

  /** A recording has ended and its file is closed; maybe it is one of these. */
  void ended(Recording recording) {
    running.forEach(each -> each.ended(recording));
    running.removeIf(each -> !each.isRunning());
  }

  boolean areRunning() {
    return !running.isEmpty();
  }

  void stop() {
    running.forEach(CallRecording::stop);
  }

  /** They did not end in time: what there is of them is kept. */
  void giveUp() {
    running.forEach(CallRecording::giveUp);
    running.clear();
  }
}
