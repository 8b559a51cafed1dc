package org.jackfield.media.rtp;

import java.util.Optional;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jackfield.media.rtp.Voice.Turn;
import org.jackfield.media.sdp.Agreement;
import org.jackfield.media.sdp.Agreement.Events;
import org.jspecify.annotations.Nullable;

/**
 * The side of a leg that sends: one voice at a time, or what a bridge brings while there is none.
 * Of one leg, on its ticker.
 */
final class Speaker {

  private final Leg leg;
  private final Transport transport;
  private final Counters counters;
  private final Departures departures;
  private final long keepAlive;
  private Outlet outlet = new Outlet(Codec.PCMU);
  private @Nullable Agreement agreement;
  private @Nullable Voice voice;
  private @Nullable OwnVoice tap;
  // Of a peer that wants more than 20 ms in a packet
  private @Nullable Parcel parcel;

  Speaker(Leg leg, Transport transport, Counters counters, long keepAlive, long now) {
    this.leg = leg;
    this.transport = transport;
    this.counters = counters;
    this.keepAlive = keepAlive;
    departures = new Departures(outlet.codec().clockRate(), now);
  }

  void agree(Agreement now) {
    sendParcel();
    parcel = now.framesPerPacket() > 1 ? new Parcel() : null;
    agreement = now;
    if (outlet.codec() != now.codec()) {
      outlet = new Outlet(now.codec());
      departures.clockRate(now.codec().clockRate());
      OwnVoice listening = tap;
      tap = listening == null ? null : new OwnVoice(now.codec());
    }
  }

  Departures departures() {
    return departures;
  }

  Outlet outlet() {
    return outlet;
  }

  Optional<Events> events() {
    Agreement agreed = agreement;
    return agreed == null ? Optional.empty() : agreed.events();
  }

  /** Where the payload of the next packet is built. */
  byte[] toSend() {
    return leg.ticker().toSend();
  }

  /** Says this instead of what is being said. */
  void say(Voice next) {
    Voice before = voice;
    voice = next;
    if (before != null) {
      before.ended();
    }
  }

  /**
   * Presses one more key for the other side of a bridge, if it is pressing one; whether it will.
   */
  boolean presses(char key) {
    return voice instanceof KeyPlayback pressing && pressing.alsoPress(key);
  }

  /** Says no more. */
  void end() {
    sendParcel();
    Voice saying = voice;
    voice = null;
    if (saying != null) {
      saying.ended();
    }
  }

  /** Whether a voice of ours would go on now. */
  boolean isIdle() {
    return voice != null && !departures.isTalking();
  }

  /** Whether a voice of ours keeps that of the bridge out. */
  boolean hasVoice() {
    return voice != null;
  }

  /** Whether something was sent. */
  boolean turn(long now) {
    Voice saying = voice;
    if (saying != null && agreement != null) {
      Turn turn = saying.say(this, now);
      if (turn == Turn.SAID) {
        return true;
      }
      if (turn == Turn.ENDED) {
        voice = null;
        saying.ended();
      }
    }
    return false;
  }

  /** Nothing is said in this turn. */
  void quiet(long now) {
    // Between two frames that a bridge brings there is a turn of this leg, which has nothing to say
    if (departures.hasPaused(now)) {
      sendParcel();
    }
    departures.quiet();
    Agreement agreed = agreement;
    // See EngineSettings.keepAlive; RFC 6263 section 1: on hold as well, where nobody listens
    if (keepAlive > 0 && now - departures.at() > keepAlive && agreed != null) {
      frame(outlet.silence(toSend(), RtpPacket.HEADER), agreed, now);
      sendParcel();
      departures.quiet();
    }
  }

  /** Sends a payload of so many bytes that stands for 20 ms; none where it need not be sent. */
  void frame(int bytes, long now) {
    Agreement agreed = agreement;
    if (agreed != null && agreed.direction().sends()) {
      frame(bytes, agreed, now);
    }
  }

  private void frame(int bytes, Agreement agreed, long now) {
    byte[] packet = toSend();
    OwnVoice listening = tap;
    if (listening != null && bytes > 0) {
      listening.spoke(packet, RtpPacket.HEADER, bytes);
    }
    Parcel open = parcel;
    if (open != null) {
      pack(open, packet, bytes, now);
      return;
    }
    departures.next(now);
    if (bytes > 0) {
      departures.header(packet, departures.marker(), agreed.sendType());
      send(packet, bytes);
    }
  }

  private void pack(Parcel open, byte[] frame, int bytes, long now) {
    if (bytes == 0 || departures.hasStalled(now)) {
      sendParcel();
    }
    if (open.isEmpty()) {
      departures.next(now);
    } else {
      departures.more(now);
    }
    if (bytes > 0) {
      open.add(frame, RtpPacket.HEADER, bytes);
    }
    Agreement agreed = agreement;
    if (agreed != null && open.frames() >= agreed.framesPerPacket()) {
      sendParcel();
    }
  }

  /** What is packed goes out, though it may be less than the peer wants at a time. */
  private void sendParcel() {
    Parcel open = parcel;
    Agreement agreed = agreement;
    if (open != null && agreed != null && !open.isEmpty()) {
      departures.header(open.packet(), departures.marker(), agreed.sendType());
      send(open.packet(), open.length());
      open.clear();
    }
  }

  /** Sends 20 ms of samples. */
  void samples(short[] frame, int offset, int sampleRate, long now) {
    frame(outlet.encode(frame, offset, sampleRate, toSend(), RtpPacket.HEADER), now);
  }

  /** Sends a telephone event of four bytes; the timestamp is that of its first packet. */
  void event(boolean first, long now) {
    Agreement agreed = agreement;
    if (agreed == null || agreed.events().isEmpty() || !agreed.direction().sends()) {
      return;
    }
    sendParcel();
    if (first) {
      departures.next(now);
    } else {
      departures.again(now);
    }
    byte[] packet = toSend();
    departures.header(packet, first, agreed.events().get().sendType());
    send(packet, 4);
  }

  /** Sends on what came from the other side of a bridge, as it is. */
  void relay(RtpPacket from, byte[] bytes, boolean isEvent, Verdict verdict, long now) {
    Agreement agreed = agreement;
    if (agreed == null || !agreed.direction().sends() || voice != null) {
      departures.relayEnds();
      return;
    }
    sendParcel();
    int length = from.length();
    byte[] packet = toSend();
    int type = isEvent ? agreed.events().orElseThrow().sendType() : agreed.sendType();
    System.arraycopy(bytes, from.offset(), packet, RtpPacket.HEADER, length);
    if (!departures.relay(packet, from, type, isEvent, verdict, now)) {
      return;
    }
    OwnVoice listening = tap;
    if (listening != null && !isEvent) {
      listening.relayed(packet, length, now);
    }
    send(packet, length);
  }

  private void send(byte[] packet, int payload) {
    if (transport.send(leg.ticker().sendBuffer(), packet, RtpPacket.HEADER + payload)) {
      counters.addSent(payload);
    }
  }

  /** Keeps what is sent, for a recording of both directions. */
  OwnVoice tapped() {
    OwnVoice listening = tap;
    if (listening == null) {
      listening = new OwnVoice(outlet.codec());
      tap = listening;
    }
    return listening;
  }

  void untap() {
    tap = null;
  }
}
