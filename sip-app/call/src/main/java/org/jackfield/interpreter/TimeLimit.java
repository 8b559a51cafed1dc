package org.jackfield.interpreter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jackfield.call.Call;
import org.jackfield.call.CallState.InProgress;

/** How long a call may last from its answer on. The call's own thread only. */
final class TimeLimit {

  private final Call call;
  private final InstantSource clock;
  private Duration longest;

  TimeLimit(Call call, Duration longest, InstantSource clock) {
    this.call = call;
    this.longest = longest;
    this.clock = clock;
  }

  /** Another one from now on; what has passed since the answer counts. */
  void is(Duration other) {
    longest = other;
  }

  /** What is left of it, zero when it is over. */
  Duration left() {
    if (call.state() instanceof InProgress(Instant answered)) {
      Duration left = Duration.between(clock.instant(), answered.plus(longest));
      return left.isNegative() ? Duration.ZERO : left;
    }
    return longest;
  }
}
