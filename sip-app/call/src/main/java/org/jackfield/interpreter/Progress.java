package org.jackfield.interpreter;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jackfield.call.Call;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallState;
import org.jackfield.call.CallState.Ended;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.CallState.Queued;
import org.jackfield.call.CallState.Ringing;
import org.jackfield.call.Direction;
import org.jackfield.call.Outcome;

/**
 * Lets things happen to a call, and all who must know be told: its record is kept, its application
 * reported to. The call's own thread only.
 */
final class Progress {

  private final Call call;
  private final CallRecords records;
  private final StatusReports reports;
  private final InstantSource clock;
  private int sipStatus;

  Progress(Call call, CallRecords records, StatusReports reports, InstantSource clock) {
    this.call = call;
    this.records = records;
    this.reports = reports;
    this.clock = clock;
  }

  Call call() {
    return call;
  }

  InstantSource clock() {
    return clock;
  }

  /** The final answer that the far end refused our call with, 0 if it did not. */
  int sipStatus() {
    return sipStatus;
  }

  /** The call is there: it is written down for the first time. */
  void begin() {
    records.keep(call.record());
  }

  /** It is on its way to the far end. */
  void placed(Map<String, String> leg) {
    reports.reached("initiated", "initiated", leg);
  }

  /**
   * Something happens.
   *
   * @param leg what is told of the leg besides
   */
  void happen(CallEvent event, Supplier<Map<String, String>> leg) {
    CallState before = call.state();
    if (!call.happen(event)) {
      return;
    }
    if (event instanceof CallEvent.Refused refused) {
      sipStatus = refused.sipStatus();
    }
    records.keep(call.record());
    CallState after = call.state();
    switch (after) {
      case Queued queued -> throw new IllegalStateException("No call is queued again");
      case Ringing ringing -> reports.reached("ringing", "ringing", leg.get());
      case InProgress inProgress -> reports.reached("answered", "in-progress", leg.get());
      case Ended ended -> {
        // Nothing is told of a call that was cancelled before it was placed
        boolean neverPlaced = before instanceof Queued && ended.outcome() == Outcome.CANCELED;
        if (!neverPlaced) {
          reports.reached("completed", ended.outcome().word(), leg.get());
        }
      }
    }
  }

  /** Whether the far end called us. */
  boolean isInbound() {
    return call.facts().direction() == Direction.INBOUND;
  }
}
