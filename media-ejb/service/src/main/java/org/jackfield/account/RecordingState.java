package org.jackfield.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.Sid;

/**
 * How far a recording has come.
 *
 * @param status one of {@code in-progress paused completed absent}
 * @param track what of the call is heard: one of {@code inbound outbound both}
 * @param length nothing while it grows
 */
public record RecordingState(
    Sid sid,
    Sid account,
    Sid call,
    String source,
    int channels,
    String track,
    Instant started,
    String status,
    Optional<Duration> length) {

  /** One that has begun. */
  public static final String IN_PROGRESS = "in-progress";

  /** One that has begun, and pauses. */
  public static final String PAUSED = "paused";

  /** One that is all there. */
  public static final String COMPLETED = "completed";

  /** One in which nothing was heard. */
  public static final String ABSENT = "absent";

  /** Whether nothing more will come. */
  public boolean isFinal() {
    return isFinal(status);
  }

  static boolean isFinal(String status) {
    return status.equals(COMPLETED) || status.equals(ABSENT);
  }

  /** The same, while it pauses. */
  public RecordingState paused() {
    return new RecordingState(
        sid, account, call, source, channels, track, started, PAUSED, Optional.empty());
  }

  /** The same, come to its end. */
  public RecordingState ended(Duration duration) {
    return new RecordingState(
        sid,
        account,
        call,
        source,
        channels,
        track,
        started,
        duration.isZero() ? ABSENT : COMPLETED,
        Optional.of(duration));
  }
}
