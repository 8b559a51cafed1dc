package org.jackfield.interpreter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;

/** What applications are told of a recording (FEATURES 1.4). */
final class RecordingForm {

  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RecordingForm() {}

  static String time(Instant moment) {
    return RFC_2822.format(moment);
  }

  /**
   * In a callback of its own.
   *
   * @param track {@code inbound}, {@code outbound} or {@code both}
   */
  static Map<String, String> whole(String status, Draft draft, Optional<Kept> kept, String track) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("RecordingSid", draft.sid().value());
    told.put("RecordingStatus", status);
    kept.ifPresent(made -> {
      told.put("RecordingUrl", made.address());
      told.put("RecordingDuration", seconds(made));
    });
    told.put("RecordingChannels", Integer.toString(draft.channels()));
    told.put("RecordingStartTime", time(draft.started()));
    told.put("RecordingSource", draft.source());
    told.put("RecordingTrack", track);
    return told;
  }

  /** At the end of a call. */
  static Map<String, String> shortly(Kept kept) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("RecordingUrl", kept.address());
    told.put("RecordingSid", kept.draft().sid().value());
    told.put("RecordingDuration", seconds(kept));
    return told;
  }

  private static String seconds(Kept kept) {
    return Long.toString(kept.length().toSeconds());
  }
}
