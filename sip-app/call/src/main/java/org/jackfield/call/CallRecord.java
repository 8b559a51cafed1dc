package org.jackfield.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call as it is shown and kept: its facts and how far it has come.
 *
 * @param status {@code queued}, {@code ringing}, {@code in-progress}, or the word of an outcome
 * @param answered when it was answered, if it was
 * @param ended when it ended, if it has
 * @param sound how its sound went, known at its end where there was any
 * @param version grows with each change, from 1
 */
public record CallRecord(
    CallFacts facts,
    String status,
    Optional<Instant> answered,
    Optional<Instant> ended,
    Optional<String> answeredBy,
    Optional<CallSound> sound,
    Instant updated,
    long version) {

  /** From the answer to the end, nothing unless both have been. */
  public Optional<Duration> duration() {
    return answered.flatMap(from -> ended.map(to -> Duration.between(from, to)));
  }
}
