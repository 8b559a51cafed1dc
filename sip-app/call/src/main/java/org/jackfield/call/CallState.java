package org.jackfield.call;

import java.time.Instant;
import java.util.Optional;

/** How far a call has come. Each state carries what is true in it alone. */
public sealed interface CallState {

  /** It is to be placed. */
  record Queued(Instant since) implements CallState {}

  /** It has been placed, or has arrived, and nobody has answered yet. */
  record Ringing(Instant since) implements CallState {}

  /** The two ends can talk. */
  record InProgress(Instant answered) implements CallState {}

  /** It is over; nothing follows. */
  record Ended(Outcome outcome, Optional<Instant> answered, Instant at) implements CallState {}

  /** As applications and the API are told. */
  default String word() {
    return switch (this) {
      case Queued queued -> "queued";
      case Ringing ringing -> "ringing";
      case InProgress inProgress -> "in-progress";
      case Ended ended -> ended.outcome().word();
    };
  }
}
