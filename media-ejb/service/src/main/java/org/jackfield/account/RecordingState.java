package org.jackfield.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.Sid;

/**
 * How far a recording has come.
 *
 * @param status one of {@code in-progress completed absent}
 * @param length nothing while it grows
 */
public record RecordingState(
    Sid sid,
    Sid account,
    Sid call,
    String source,
    int channels,
    Instant started,
    String status,
    Optional<Duration> length) {

  /** One that has begun. */
  public static final String IN_PROGRESS = "in-progress";

  /** One that is all there. */
  public static final String COMPLETED = "completed";

  /** One in which nothing was heard. */
  public static final String ABSENT = "absent";

  /** Whether nothing more will come. */
  public boolean isFinal() {
    return !status.equals(IN_PROGRESS);
  }

  /** The same, come to its end. */
  public RecordingState ended(Duration duration) {
    return new RecordingState(
        sid,
        account,
        call,
        source,
        channels,
        started,
        duration.isZero() ? ABSENT : COMPLETED,
        Optional.of(duration));
  }
}
