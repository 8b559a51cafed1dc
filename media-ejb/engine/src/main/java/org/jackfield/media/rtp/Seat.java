package org.jackfield.media.rtp;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Mixer;

/** One who is in a room. Any thread, except where a method says that it is the ticker's. */
final class Seat implements Room.Member {

  private final RtpSession session;
  private final Table table;
  private final Mixer.Member member;
  private final Runnable left;
  private final AtomicBoolean free = new AtomicBoolean();

  // Among those of the table, which keeps it
  int place;

  /** Runs something, once, when it has been left. */
  Seat(RtpSession session, Table table, Runnable left) {
    this.session = session;
    this.table = table;
    this.left = left;
    member = table.mixer().candidate();
  }

  @Override
  public MediaSession session() {
    return session;
  }

  @Override
  public void mute(boolean yes) {
    member.mute(yes);
  }

  @Override
  public void hold(boolean yes) {
    member.hold(yes);
  }

  @Override
  public void gain(double decibels) {
    member.gain(decibels);
  }

  @Override
  public void coach(Room.Member other) {
    member.coach(((Seat) other).member);
  }

  @Override
  public void stopCoaching() {
    member.coach(null);
  }

  @Override
  public boolean isSpeaking() {
    return !isFree() && member.isSpeaking();
  }

  @Override
  public double level() {
    return member.level();
  }

  @Override
  public void close() {
    if (free.compareAndSet(false, true)) {
      // Before its place is free: who comes next finds it empty
      leg().insist(() -> leg().company().rise(this));
      left.run();
    }
  }

  boolean isFree() {
    return free.get();
  }

  Table table() {
    return table;
  }

  Leg leg() {
    return session.leg();
  }

  Mixer.Member member() {
    return member;
  }

  /** What the peer says goes to the others. On the ticker. */
  void listen(long now) {
    Leg leg = leg();
    if (leg.listen(now)) {
      member.offer(leg.ear().frame(), 0, leg.ear().sampleRate());
    }
  }

  /** Says what the others do; whether there was something to say. On the ticker. */
  boolean brings(Speaker speaker, long now) {
    if (!table.isLive() || !member.hears()) {
      return false;
    }
    Mixer mixer = table.mixer();
    if (member.onlyListens()) {
      Codec codec = speaker.outlet().codec();
      speaker.frame(mixer.encodeForListeners(codec, speaker.toSend(), RtpPacket.HEADER), now);
    } else {
      short[] mix = speaker.outlet().samples();
      member.hear(mix, 0);
      speaker.samples(mix, 0, mixer.sampleRate(), now);
    }
    return true;
  }
}
