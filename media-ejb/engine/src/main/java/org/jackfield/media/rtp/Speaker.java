package org.jackfield.media.rtp;

import java.util.Optional;
import org.jackfield.media.codec.Codec;
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

  Speaker(Leg leg, Transport transport, Counters counters, long keepAlive, long now) {
    this.leg = leg;
    this.transport = transport;
    this.counters = counters;
    this.keepAlive = keepAlive;
    departures = new Departures(outlet.codec().clockRate(), now);
  }

  void agree(Agreement now) {
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

  /** Says no more. */
  void end() {
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
    departures.quiet();
    // See EngineSettings.keepAlive
    if (keepAlive > 0 && now - departures.at() > keepAlive && maySend()) {
      frame(outlet.silence(toSend(), RtpPacket.HEADER), now);
      departures.quiet();
    }
  }

  private boolean maySend() {
    Agreement agreed = agreement;
    return agreed != null && agreed.direction().sends();
  }

  /** Sends a payload of so many bytes that stands for 20 ms; none where it need not be sent. */
  void frame(int bytes, long now) {
    Agreement agreed = agreement;
    if (agreed == null || !agreed.direction().sends()) {
      return;
    }
    departures.next(now);
    if (bytes > 0) {
      byte[] packet = toSend();
      departures.header(packet, departures.marker(), agreed.sendType());
      send(packet, bytes, true);
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
    if (first) {
      departures.next(now);
    } else {
      departures.again(now);
    }
    byte[] packet = toSend();
    departures.header(packet, first, agreed.events().get().sendType());
    send(packet, 4, false);
  }

  /** Sends on what came from the other side of a bridge, as it is. */
  void relay(RtpPacket from, byte[] bytes, boolean isEvent, boolean newSource, long now) {
    Agreement agreed = agreement;
    if (agreed == null || !agreed.direction().sends() || voice != null) {
      return;
    }
    int length = from.length();
    byte[] packet = toSend();
    int type = isEvent ? agreed.events().orElseThrow().sendType() : agreed.sendType();
    System.arraycopy(bytes, from.offset(), packet, RtpPacket.HEADER, length);
    departures.relay(packet, from, type, newSource, now);
    send(packet, length, !isEvent);
  }

  private void send(byte[] packet, int payload, boolean isVoice) {
    OwnVoice listening = tap;
    if (listening != null && isVoice) {
      listening.spoke(packet, RtpPacket.HEADER, payload);
    }
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
