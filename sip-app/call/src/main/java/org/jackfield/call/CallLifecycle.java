package org.jackfield.call;

import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.CallEvent.Answered;
import org.jackfield.call.CallEvent.Dropped;
import org.jackfield.call.CallEvent.Failed;
import org.jackfield.call.CallEvent.HungUp;
import org.jackfield.call.CallEvent.Rang;
import org.jackfield.call.CallEvent.Refused;
import org.jackfield.call.CallEvent.Rejected;
import org.jackfield.call.CallEvent.TimedOut;
import org.jackfield.call.CallState.Ended;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.CallState.Queued;
import org.jackfield.call.CallState.Ringing;

/** A call's life as a function: state and event in, next state out. */
public final class CallLifecycle {

  private CallLifecycle() {}

  /** The state after an event; the same one where the event changes nothing. */
  public static CallState after(CallState current, CallEvent event) {
    return switch (current) {
      case Queued queued -> beforeAnswer(queued, event);
      case Ringing ringing -> beforeAnswer(ringing, event);
      case InProgress inProgress -> afterAnswer(inProgress, event);
      case Ended ended -> ended;
    };
  }

  private static CallState beforeAnswer(CallState current, CallEvent event) {
    return switch (event) {
      case Rang rang -> current instanceof Ringing ? current : new Ringing(rang.at());
      case Answered answered -> new InProgress(answered.at());
      case Refused refused -> unanswered(outcomeOf(refused.sipStatus()), refused.at());
      case Rejected rejected -> unanswered(rejected.rejection().outcome(), rejected.at());
      case HungUp hungUp -> unanswered(Outcome.NO_ANSWER, hungUp.at());
      case TimedOut timedOut -> unanswered(Outcome.NO_ANSWER, timedOut.at());
      case Dropped dropped -> unanswered(Outcome.CANCELED, dropped.at());
      case Failed failed -> unanswered(Outcome.FAILED, failed.at());
    };
  }

  private static CallState afterAnswer(InProgress current, CallEvent event) {
    return switch (event) {
      // A 180 may be overtaken by its 200, and a 2xx may come again (RFC 6026 section 7.2)
      case Rang rang -> current;
      case Answered answered -> current;
      // Both are about an INVITE that has been answered long ago
      case Refused refused -> current;
      case TimedOut timedOut -> current;
      case Rejected rejected -> completed(current, rejected.at());
      case HungUp hungUp -> completed(current, hungUp.at());
      case Dropped dropped -> completed(current, dropped.at());
      case Failed failed -> completed(current, failed.at());
    };
  }

  private static Ended completed(InProgress current, Instant at) {
    // The clock of the machine may have been set back meanwhile: no call lasts less than nothing
    Instant end = at.isBefore(current.answered()) ? current.answered() : at;
    return new Ended(Outcome.COMPLETED, Optional.of(current.answered()), end);
  }

  private static Ended unanswered(Outcome outcome, Instant at) {
    return new Ended(outcome, Optional.empty(), at);
  }

  /** What a final answer from 300 on says of the called party (RFC 3261 section 21). */
  static Outcome outcomeOf(int sipStatus) {
    return switch (sipStatus) {
      case 486, 600 -> Outcome.BUSY;
      case 408, 480, 603 -> Outcome.NO_ANSWER;
      case 487 -> Outcome.CANCELED;
      default -> Outcome.FAILED;
    };
  }
}
