package org.jackfield.interpreter;

import org.jackfield.call.Call;
import org.jspecify.annotations.Nullable;

/** What keeps an instruction from going on. The call's own thread only. */
final class Interruptions {

  private final Call call;
  private final TimeLimit timeLimit;
  private @Nullable Interruption pending;

  Interruptions(Call call, TimeLimit timeLimit) {
    this.call = call;
    this.timeLimit = timeLimit;
  }

  /** Somebody wants the instruction to stop; the last word counts, but an end is an end. */
  void ask(Interruption interruption) {
    if (!(pending instanceof Interruption.EndAsked)) {
      pending = interruption;
    }
  }

  /** Stops the instruction that asks here, if there is a reason to. */
  void check() throws CallInterrupted {
    if (call.hasEnded()) {
      throw new CallInterrupted(new Interruption.CallEnded());
    }
    Interruption asked = pending;
    pending = null;
    if (asked != null) {
      throw new CallInterrupted(asked);
    }
    if (timeLimit.left().isZero()) {
      throw new CallInterrupted(new Interruption.TimeIsUp());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterrupted(new Interruption.EndAsked());
    }
  }
}
