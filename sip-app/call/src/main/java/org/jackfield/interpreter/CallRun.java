package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    this.room =
        CallRoom.of(
            live.call(),
            voice.start().map(VoiceSettings.Target::address).orElse("inline"),
            voice.status(),
            voice.statusEvents(),
            around);
  }

  /** The call from its beginning to its end. */
  abstract void live() throws CallInterrupted;

  /** The record is written, the rest given back: the last thing that is done. */
  void afterwards() {}

  @Override
  public final void run() {
    try {
      room.progress().begin();
      live();
    } catch (CallInterrupted e) {
      // What is asked of a call that has no instructions (any more) is its end
      end();
    } catch (RuntimeException | Error mistake) {
      LOG.log(Level.ERROR, "A mistake of ours ended call " + live.sid(), mistake);
      room.notebook().error(OUR_MISTAKE, "Internal failure", Optional.empty());
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
      room.notebook().error(refused.code(), String.valueOf(refused.getMessage()), Optional.empty());
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
    Line line = live.line();
    room.progress().happen(event, line == null ? Map::of : line::parameters);
  }

  Instant now() {
    return around.clock().instant();
  }

  private void giveBack() {
    LiveLeg leg = open;
    Line line = live.line();
    try {
      if (leg != null) {
        leg.close();
      } else if (line != null) {
        line.close();
      }
      end();
    } catch (RuntimeException | Error mistake) {
      LOG.log(Level.ERROR, "A mistake of ours while call " + live.sid() + " ended", mistake);
      end();
    } finally {
      room.checkpoints().forget();
      around.application().forget(live.sid());
      afterwards();
    }
  }
}
