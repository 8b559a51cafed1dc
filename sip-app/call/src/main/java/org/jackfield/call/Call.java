package org.jackfield.call;

import java.time.Instant;
import java.util.Optional;

/**
 * One telephone connection with one party. Changed by its own thread alone; any thread may read how
 * far it has come.
 */
public final class Call {

  private final CallFacts facts;

  // Both are replaced by the call's thread and read by any
  private volatile CallState state;
  private volatile CallRecord record;

  /** A call that begins in this state: queued where we place it, ringing where it came in. */
  public Call(CallFacts facts, CallState beginning) {
    this.facts = facts;
    this.state = beginning;
    this.record = recordOf(beginning, facts.created(), 1, Optional.empty());
  }

  /** What is true of it from beginning to end. */
  public CallFacts facts() {
    return facts;
  }

  /** How far it has come. */
  public CallState state() {
    return state;
  }

  /** How far it has come, as it is shown and kept. */
  public CallRecord record() {
    return record;
  }

  /** Whether it is over. */
  public boolean hasEnded() {
    return state instanceof CallState.Ended;
  }

  /** Whether the two ends can talk. */
  public boolean isAnswered() {
    return state instanceof CallState.InProgress;
  }

  /**
   * Lets something happen to it. The call's own thread only.
   *
   * @return whether it changed anything
   */
  public boolean happen(CallEvent event) {
    return happen(event, Optional.empty());
  }

  /**
   * The same.
   *
   * @param sound how its sound has gone so far, of which the record tells once it is over
   */
  public boolean happen(CallEvent event, Optional<CallSound> sound) {
    CallState next = CallLifecycle.after(state, event);
    if (next.equals(state)) {
      return false;
    }
    record = recordOf(next, event.at(), record.version() + 1, sound);
    state = next;
    return true;
  }

  private CallRecord recordOf(
      CallState now, Instant updated, long version, Optional<CallSound> sound) {
    Optional<Instant> answered =
        switch (now) {
          case CallState.InProgress inProgress -> Optional.of(inProgress.answered());
          case CallState.Ended ended -> ended.answered();
          case CallState.Queued queued -> Optional.empty();
          case CallState.Ringing ringing -> Optional.empty();
        };
    Optional<Instant> ended =
        now instanceof CallState.Ended end ? Optional.of(end.at()) : Optional.empty();
    return new CallRecord(
        facts,
        now.word(),
        answered,
        ended,
        Optional.empty(),
        sound.filter(some -> ended.isPresent() && some.sent() + some.received() > 0),
        updated,
        version);
  }
}
