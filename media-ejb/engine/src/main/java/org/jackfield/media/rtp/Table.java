package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Mixer;
import org.jspecify.annotations.Nullable;

/**
 * The moving part of a room. All its legs belong to its ticker and have their turn with it: first
 * all are listened to, then the sound is mixed, then all are spoken to, so that mixing costs no
 * time. Entered by the ticker's thread alone.
 */
final class Table extends TurnTaker {

  private static final Logger LOG = System.getLogger(Table.class.getName());
  // While people talk, their pauses are sent too: a stream that begins anew costs its first sounds
  private static final int FRAMES_AFTER_VOICE = 100;

  private volatile Ticker ticker;
  private final Mixer mixer;
  private final @Nullable Seat[] seats;
  private int count;
  private int framesLeft;

  Table(Ticker ticker, int mostMembers) {
    this.ticker = ticker;
    mixer = new Mixer(Codec.PCMU.sampleRate(), mostMembers);
    seats = new Seat[mostMembers];
  }

  /** Any thread. */
  @Override
  Ticker ticker() {
    return ticker;
  }

  /** Any thread. */
  Mixer mixer() {
    return mixer;
  }

  /** Whether people talk. While nobody does, nothing is sent. */
  boolean isLive() {
    return framesLeft > 0;
  }

  void seat(Seat seat) {
    if (count == seats.length) {
      throw new IllegalStateException("All " + count + " seats are taken");
    }
    if (count == 0) {
      ticker.add(this);
    }
    seat.place = count;
    seats[count] = seat;
    count++;
    seat.member().enter();
    retune();
  }

  void unseat(Seat seat) {
    if (seats[seat.place] != seat) {
      return;
    }
    count--;
    Seat last = seats[count];
    seats[seat.place] = last;
    if (last != null) {
      last.place = seat.place;
    }
    seats[count] = null;
    seat.member().leave();
    retune();
    if (count == 0) {
      framesLeft = 0;
      ticker.remove(this);
    }
  }

  /** Mixes as finely as the finest codec in the room. */
  void retune() {
    int finest = Codec.PCMU.sampleRate();
    for (int i = 0; i < count; i++) {
      finest = Math.max(finest, taken(i).leg().ear().sampleRate());
    }
    mixer.sampleRate(finest);
  }

  private Seat taken(int index) {
    Seat seat = seats[index];
    if (seat == null) {
      throw new IllegalStateException("Nobody is on seat " + index + " of " + count);
    }
    return seat;
  }

  @Override
  void turn(long now) {
    // From the end, because one that fails leaves
    for (int i = count - 1; i >= 0; i--) {
      Seat seat = taken(i);
      try {
        seat.listen(now);
      } catch (Throwable mistake) {
        seat.leg().fails(mistake);
      }
    }
    mixer.mix();
    framesLeft = mixer.anyVoice() ? FRAMES_AFTER_VOICE : Math.max(0, framesLeft - 1);
    for (int i = count - 1; i >= 0; i--) {
      Seat seat = taken(i);
      try {
        seat.leg().speak(now);
      } catch (Throwable mistake) {
        seat.leg().fails(mistake);
      }
    }
  }

  @Override
  int legs() {
    return count;
  }

  @Override
  int together() {
    return count;
  }

  @Override
  int weight() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += taken(i).leg().weight();
    }
    return sum;
  }

  @Override
  void goTo(Ticker there) {
    ticker.remove(this);
    Leg[] legs = new Leg[count];
    for (int i = 0; i < count; i++) {
      legs[i] = taken(i).leg();
      legs[i].leavesTicker();
    }
    ticker.unbook(weight());
    // From here on the other thread may enter
    ticker = there;
    for (Leg leg : legs) {
      leg.belongsTo(there);
    }
    there.submit(this, this::arrive);
  }

  private void arrive() {
    for (int i = 0; i < count; i++) {
      taken(i).leg().arrive();
    }
    if (count > 0 && slot < 0) {
      ticker.add(this);
    }
  }

  @Override
  void fails(Throwable mistake) {
    LOG.log(Level.ERROR, "A room with " + count + " members ends", mistake);
    for (int i = count; i > 0 && count > 0; i--) {
      Seat seat = taken(count - 1);
      seat.leg().company().rise(seat);
      // Where its leg sits elsewhere by now
      unseat(seat);
    }
  }
}
