package org.jackfield.media.rtp;

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

  /** Another codec may have been agreed on. */
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
      leg.ticker().remove(leg);
      seat = at;
      ear.setBridged(true);
      at.table().seat(at);
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
      leg.ticker().add(leg);
    }
  }

  /** Lets two hear each other. Once they are of one ticker, that is: moves this one there first. */
  void join(Leg with) {
    if (leg.isOver() || with.isOver()) {
      return;
    }
    rise();
    if (with.ticker() != leg.ticker()) {
      leg.moveTo(with.ticker(), () -> join(with));
      return;
    }
    leave();
    with.company().leave();
    other = with;
    with.company().other = leg;
    tellBridge();
  }

  private void tellBridge() {
    Leg heardBy = other;
    if (heardBy != null) {
      boolean decodes = !leg.relaysTo(heardBy);
      ear.setBridged(decodes);
      heardBy.ear().setBridged(decodes);
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
  void relays(RtpPacket packet, byte[] bytes, boolean newSource, long now) {
    Leg heardBy = other;
    if (heardBy != null && leg.relaysTo(heardBy)) {
      heardBy.speaker().relay(packet, bytes, false, newSource, now);
    }
  }

  /** Sends a telephone event on, or presses the key anew for one who hears only tones. */
  void relaysEvent(RtpPacket packet, byte[] bytes, char key, boolean newSource, long now) {
    Leg heardBy = other;
    if (heardBy == null) {
      return;
    }
    Speaker to = heardBy.speaker();
    if (leg.relaysTo(heardBy) && to.events().isPresent()) {
      to.relay(packet, bytes, true, newSource, now);
    } else if (key != KeyReceiver.NONE && !to.hasVoice()) {
      heardBy.say(new KeyPlayback(heardBy, String.valueOf(key), false));
    }
  }
}
