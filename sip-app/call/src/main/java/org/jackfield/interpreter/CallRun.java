package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Rejection;
import org.jackfield.call.VoiceSettings;
import org.jackfield.interpreter.Signaling.Outward;
import org.jspecify.annotations.Nullable;

/** The thread of a call, from its beginning to its record. However it ends, all is given back. */
abstract class CallRun implements Runnable {

  private static final Logger LOG = System.getLogger(CallRun.class.getName());
  private static final int OUR_MISTAKE = 12400;

  final LiveCall live;
  final Surroundings around;
  final Parties parties;
  final CallRoom room;
  private @Nullable LiveLeg open;

  CallRun(LiveCall live, VoiceSettings voice, Surroundings around, Parties parties) {
    this.live = live;
    this.around = around;
    this.parties = parties;
    this.room = CallRoom.of(live.call(), voice, around);
  }

  /** The call from its beginning to its end. */
  abstract void live() throws CallInterrupted;

  /** The record is written, the rest given back: the last thing that is done. */
  void afterwards() {}

  /** Writes it down for the first time: who is told that a call is there will find it. */
  final void begin() {
    room.progress().begin();
  }

  @Override
  public final void run() {
    try {
      live();
    } catch (CallInterrupted e) {
      // What is asked of a call that has no instructions (any more) is its end
      end();
    } catch (RuntimeException | Error mistake) {
      LOG.log(Level.ERROR, "A mistake of ours ended call " + live.sid(), mistake);
      room.notebook().error(OUR_MISTAKE, "Internal failure");
      failed(Rejection.BROKEN);
    } finally {
      giveBack();
    }
  }

  /** Places a call of ours; nothing if it could not be, which has been told. */
  Optional<LiveLeg> place(Outward outward, Duration timeLimit) {
    try {
      Line line = around.signaling().place(live.call().facts(), outward, live.inbox());
      LiveLeg leg = open(line, timeLimit);
      room.progress().placed(line.parameters());
      return Optional.of(leg);
    } catch (CallRefused refused) {
      room.notebook().error(refused.code(), String.valueOf(refused.getMessage()));
      happen(new CallEvent.Failed(now()));
      return Optional.empty();
    }
  }

  /** Opens the leg that is closed at the end. */
  LiveLeg open(Line line, Duration timeLimit) {
    live.isCarriedBy(line);
    LiveLeg leg = new LiveLeg(live, line, room, around, parties, timeLimit);
    open = leg;
    return leg;
  }

  /** We end it. */
  void end() {
    happen(new CallEvent.Dropped(now()));
  }

  /** It cannot go on. */
  void failed(Rejection rejection) {
    LiveLeg leg = open;
    if (leg != null) {
      leg.reject(rejection);
    }
    happen(new CallEvent.Failed(now()));
  }

  void happen(CallEvent event) {
    room.progress().happen(event, Optional.ofNullable(live.line()));
  }

  Instant now() {
    return around.clock().instant();
  }

  private void giveBack() {
    attempt(this::close);
    attempt(this::end);
    attempt(room.checkpoints()::forget);
    attempt(this::afterwards);
    room.reports()
        .finish(() -> {
          around.application().forget(live.sid());
          live.isTold();
        });
  }

  private void close() {
    LiveLeg leg = open;
    Line line = live.line();
    if (leg != null) {
      leg.close();
    } else if (line != null) {
      line.close();
    }
  }

  /** What goes wrong with one thing keeps none of the others from being given back. */
  private void attempt(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException | Error mistake) {
      LOG.log(Level.ERROR, "A mistake of ours while call " + live.sid() + " ended", mistake);
    }
  }
}
