package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Sid;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Recording.Pause;

/**
 * A recording of a whole call, which was ordered with it or since; whatever instructions record,
 * they do beside it. The call's own thread only.
 */
final class CallRecording {

  /** One that was ordered with the call. */
  static final String OF_ORDER = "OutboundAPI";

  /** One that the API asked for since. */
  static final String OF_API = "StartCallRecordingAPI";

  private final RecordingOrder order;
  private final Recorder recorder;
  private final StatusReports reports;
  private final Draft draft;
  private final CompletableFuture<Map<String, String>> known = new CompletableFuture<>();

  /** Begins it. */
  CallRecording(
      RecordingOrder order,
      String source,
      Duration longest,
      Recorder recorder,
      StatusReports reports) {
    this.order = order;
    this.recorder = recorder;
    this.reports = reports;
    this.draft =
        recorder.begin(
            new Take(source, channels(order), longest, false, order.trim(), Duration.ZERO));
    if (source.equals(OF_ORDER)) {
      reports.tellAtTheEnd(known);
    }
    reports.recordingBegan(order, draft);
  }

  private static Channels channels(RecordingOrder order) {
    return switch (order.track()) {
      case INBOUND -> Channels.PEER;
      case OUTBOUND -> Channels.HEARD;
      case BOTH -> order.dual() ? Channels.DUAL : Channels.MIXED;
    };
  }

  /** A recording has ended and its file is closed; maybe it is this one. */
  void ended(Recording recording) {
    recorder.ended(recording).ifPresent(this::tell);
  }

  Sid sid() {
    return draft.sid();
  }

  void change(RecordingChange change) {
    switch (change) {
      case SKIP -> recorder.pause(Pause.SKIP);
      case SILENCE -> recorder.pause(Pause.SILENCE);
      case RESUME -> recorder.resume();
      case STOP -> recorder.stop();
    }
  }

  boolean isRunning() {
    return recorder.isRunning();
  }

  void stop() {
    recorder.stop();
  }

  /** It did not end in time: what there is of it is kept. */
  void giveUp() {
    if (isRunning()) {
      tell(recorder.take());
    }
  }

  private void tell(Optional<Kept> kept) {
    reports.recordingEnded(order, draft, kept);
    known.complete(kept.map(RecordingForm::shortly).orElse(Map.of()));
  }
}
