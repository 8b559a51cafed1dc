package org.jackfield.rest.v2010;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.RestFailure;

/** Reads how a call is to be recorded, and what is to become of such a recording. */
final class RecordingWish {

  private static final Set<String> EVENTS = Set.of("in-progress", "completed", "absent");

  private RecordingWish() {}

  /**
   * How a call is to be recorded.
   *
   * @param trims what is done with silence at the ends where nothing is said of it
   */
  static RecordingOrder read(Parameters parameters, boolean trims) {
    List<String> events = parameters.all("RecordingStatusCallbackEvent");
    CallOrder.refuseOthers("RecordingStatusCallbackEvent", events, EVENTS);
    String trim = trims ? "trim-silence" : "do-not-trim";
    return new RecordingOrder(
        Track.of(oneOf(parameters, "RecordingTrack", "both", "inbound", "outbound"))
            .orElse(Track.BOTH),
        oneOf(parameters, "RecordingChannels", "mono", "dual").equals("dual"),
        oneOf(parameters, "Trim", trim, "trim-silence", "do-not-trim").equals("trim-silence"),
        parameters
            .address("RecordingStatusCallback", 21609)
            .map(it -> new Target(it, parameters.method("RecordingStatusCallbackMethod"))),
        events.isEmpty() ? Set.of("completed") : Set.copyOf(events));
  }

  /** What is to become of one. */
  static RecordingChange change(Parameters parameters) {
    String status = parameters.required("Status", 20001);
    boolean silent = oneOf(parameters, "PauseBehavior", "skip", "silence").equals("silence");
    return switch (status) {
      case "paused" -> silent ? RecordingChange.SILENCE : RecordingChange.SKIP;
      case "in-progress" -> RecordingChange.RESUME;
      case "stopped" -> RecordingChange.STOP;
      default ->
          throw RestFailure.invalid(20422, "Status must be of [in-progress, paused, stopped]");
    };
  }

  /** One of these words, the first where nothing is said. */
  private static String oneOf(Parameters parameters, String name, String... words) {
    String word = parameters.filled(name).orElse(words[0]).toLowerCase(Locale.ROOT);
    if (!List.of(words).contains(word)) {
      throw RestFailure.invalid(20422, name + " must be of " + List.of(words));
    }
    return word;
  }
}
