package org.jackfield.media.rtp;

import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Who hears a leg beside our own stages: another one, by a bridge, or the members of a room, or
 * nobody. Of one leg, on its ticker.
 */
final class Company {

  private final Leg leg;
  private final Ear ear;
  private @Nullable Leg other;
  private @Nullable Seat seat;

  Company(Leg leg, Ear ear) {
    this.leg = leg;
    this.ear = ear;
  }

  boolean isInRoom() {
    return seat != null;
  }

  /** The other one of a bridge, if there is one. */
  @Nullable Leg pair() {
    return other == leg ? null : other;
  }

  /** Another codec may have been agreed on, or is heard. */
  void agree() {
    tellBridge();
    Seat taken = seat;
    if (taken != null) {
      taken.table().retune();
    }
  }

  /** Takes a seat in a room. Once it is of the room's ticker, that is: moves there first. */
  void sit(Seat at) {
    leave();
    if (leg.isOver() || at.isFree()) {
      at.close();
    } else if (at.table().ticker() != leg.ticker()) {
      leg.moveTo(at.table().ticker(), () -> sit(at));
    } else {
      at.table().seat(at);
      leg.ticker().remove(leg);
      seat = at;
      ear.setBridged(true);
      leg.weigh();
    }
  }

  /** Leaves that seat, if it is on it. */
  void rise(Seat from) {
    if (seat == from) {
      rise();
    }
  }

  private void rise() {
    Seat before = seat;
    if (before != null) {
      seat = null;
      before.table().unseat(before);
      before.close();
      ear.setBridged(false);
      leg.weigh();
      leg.arrive();
    }
  }

  /** Lets two hear each other. Once they are of one ticker, that is: moves this one there first. */
  void join(Leg with) {
    if (leg.isOver() || with.isOver()) {
      return;
    }
    // Before it moves: who hears it now may not be of that ticker
    leave();
    if (with.ticker() != leg.ticker()) {
      leg.moveTo(with.ticker(), () -> join(with));
      return;
    }
    with.company().leave();
    other = with;
    with.company().other = leg;
    tellBridge();
  }

  private void tellBridge() {
    Leg heardBy = other;
    if (heardBy != null) {
      ear.setBridged(!leg.relaysTo(heardBy));
      heardBy.ear().setBridged(!heardBy.relaysTo(leg));
      leg.speaker().departures().relayEnds();
      heardBy.speaker().departures().relayEnds();
    }
  }

  /** Lets these two no longer hear each other. */
  void part(Leg from) {
    if (other == from) {
      part();
    }
  }

  private void part() {
    Leg before = other;
    if (before != null) {
      other = null;
      ear.setBridged(false);
      before.company().other = null;
      before.ear().setBridged(false);
    }
  }

  /** Nobody hears it any more. */
  void leave() {
    rise();
    part();
  }

  /** The other side of a bridge hears the frame of this turn, unless something is played to it. */
  void hears(long now) {
    Leg heardBy = other;
    if (heardBy != null && !leg.relaysTo(heardBy) && !heardBy.speaker().hasVoice()) {
      heardBy.speaker().samples(ear.frame(), 0, ear.sampleRate(), now);
    }
  }

  /** Says what a room brings, unless something is played; whether there was anything. */
  boolean brings(Speaker speaker, long now) {
    Seat taken = seat;
    return taken != null && !speaker.hasVoice() && taken.brings(speaker, now);
  }

  /** Sends a packet on as it is, where the other speaks the same. */
  void relays(RtpPacket packet, byte[] bytes, Verdict verdict, long now) {
    Leg heardBy = other;
    if (heardBy != null && leg.relaysTo(heardBy)) {
      heardBy.speaker().relay(packet, bytes, false, verdict, now);
    }
  }

  /** Sends a telephone event on, or presses the key anew for one who hears only tones. */
  void relaysEvent(RtpPacket packet, byte[] bytes, char key, Verdict verdict, long now) {
    Leg heardBy = other;
    if (heardBy == null) {
      return;
    }
    Speaker to = heardBy.speaker();
    if (leg.relaysTo(heardBy) && to.events().isPresent()) {
      to.relay(packet, bytes, true, verdict, now);
    } else if (key != KeyReceiver.NONE && !to.presses(key) && !to.hasVoice()) {
      to.say(KeyPlayback.passedOn(heardBy, key));
    }
  }
}
