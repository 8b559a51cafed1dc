package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.Call;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallSound;
import org.jackfield.call.CallState;
import org.jackfield.call.CallState.Ended;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.CallState.Queued;
import org.jackfield.call.CallState.Ringing;
import org.jackfield.call.Direction;
import org.jackfield.call.Outcome;
import org.jackfield.media.MediaStatistics;

/**
 * Lets things happen to a call, and all who must know be told: its record is kept, its application
 * reported to. The call's own thread only.
 */
final class Progress {

  private static final Logger LOG = System.getLogger(Progress.class.getName());

  private final Call call;
  private final CallRecords records;
  private final StatusReports reports;
  private final InstantSource clock;
  private int sipStatus;
  private boolean placed;

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
    placed = true;
    reports.reached("initiated", "initiated", leg);
  }

  /** How its sound went so far; a call ends as it ends, also where nobody can say that. */
  private static Optional<CallSound> figures(Line line) {
    try {
      MediaStatistics sound = line.sound().statistics();
      return Optional.of(
          new CallSound(
              sound.sent(),
              sound.received(),
              sound.lost(),
              sound.late(),
              sound.concealed(),
              sound.jitterMillis(),
              sound.roundTripMillis(),
              sound.meanOpinionScore()));
    } catch (RuntimeException mistake) {
      LOG.log(Level.WARNING, "How the sound of a call went is not known", mistake);
      return Optional.empty();
    }
  }

  /**
   * Something happens.
   *
   * @param line of its leg, if it has one: what is told of it besides
   */
  void happen(CallEvent event, Optional<Line> line) {
    CallState before = call.state();
    if (!call.happen(event, line.flatMap(Progress::figures))) {
      return;
    }
    if (event instanceof CallEvent.Refused refused) {
      sipStatus = refused.sipStatus();
    }
    records.keep(call.record());
    CallState after = call.state();
    Map<String, String> leg = line.map(Line::parameters).orElse(Map.of());
    switch (after) {
      case Queued queued -> throw new IllegalStateException("No call is queued again");
      case Ringing ringing -> reports.reached("ringing", "ringing", leg);
      case InProgress inProgress -> reports.reached("answered", "in-progress", leg);
      case Ended ended -> {
        // Nothing is told of a call that was cancelled before it was placed
        boolean neverPlaced =
            !placed && before instanceof Queued && ended.outcome() == Outcome.CANCELED;
        if (!neverPlaced) {
          reports.reached("completed", ended.outcome().word(), atTheEnd(ended, leg));
        }
      }
    }
  }

  /** With how the far end answered our INVITE, if it did, and how the sound went. */
  private Map<String, String> atTheEnd(Ended ended, Map<String, String> leg) {
    Map<String, String> all = new LinkedHashMap<>(leg);
    int status = ended.answered().isPresent() ? 200 : sipStatus;
    if (!isInbound() && status != 0) {
      all.put("SipResponseCode", Integer.toString(status));
    }
    call.record().sound().ifPresent(sound -> all.putAll(SoundFigures.of(sound)));
    return all;
  }

  /** Whether the far end called us. */
  boolean isInbound() {
    return call.facts().direction() == Direction.INBOUND;
  }
}
