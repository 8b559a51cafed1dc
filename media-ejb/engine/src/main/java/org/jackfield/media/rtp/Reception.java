package org.jackfield.media.rtp;

import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jackfield.media.sdp.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * What comes from the peer by RTP: each packet is judged, and goes to those who want to know of it.
 * Of one leg, on its ticker.
 */
final class Reception {

  private final Leg leg;
  private final Transport transport;
  private final Reports reports;
  private final Watchdog watchdog;
  private final Counters counters;
  private final Intake intake = new Intake();
  private @Nullable Agreement agreement;
  private Arrivals arrivals;
  private KeyReceiver keys = new KeyReceiver(Codec.PCMU.clockRate());
  private boolean varied;

  Reception(Leg leg, Transport transport, Reports reports, Watchdog watchdog, Counters counters) {
    this.leg = leg;
    this.transport = transport;
    this.reports = reports;
    this.watchdog = watchdog;
    this.counters = counters;
    arrivals = new Arrivals(counters, Codec.PCMU.clockRate());
  }

  void agree(Agreement now) {
    Agreement before = agreement;
    agreement = now;
    varied = false;
    if (before == null || before.codec() != now.codec()) {
      arrivals = new Arrivals(counters, now.codec().clockRate());
      keys = new KeyReceiver(now.codec().clockRate());
    }
  }

  /**
   * Whether the peer has spoken by another codec than the first that was agreed on: what it says
   * cannot be sent on as it is.
   */
  boolean isVaried() {
    return varied;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Whether this turn is one of every so many. */
  boolean isEvery(int turns) {
    return intake.isEvery(turns);
  }

  /** See {@link Intake#takesLaterTurn}. */
  boolean takesLaterTurn() {
    return intake.takesLaterTurn();
  }

  /** Takes what has come since the last turn. */
  void turn(long now) {
    Ticker ticker = leg.ticker();
    byte[] bytes = ticker.received();
    boolean thorough = intake.turn(now);
    int packets = 0;
    while (packets < intake.most()) {
      int count = transport.receive(ticker.receiveBuffer(), bytes, thorough, now);
      if (count == Transport.NOTHING) {
        break;
      }
      packets++;
      if (count > 0) {
        take(ticker.packet(), bytes, count, now);
      }
    }
    intake.took(packets);
  }

  private void take(RtpPacket packet, byte[] bytes, int count, long now) {
    Agreement agreed = agreement;
    if (agreed != null && agreed.rtcpMux() && RtpPacket.isRtcp(bytes, count)) {
      if (reports.take(bytes, count, leg.speaker().departures().ssrc(), now)) {
        transport.latch();
        watchdog.heard(now);
      }
      return;
    }
    if (agreed == null || !packet.read(bytes, count)) {
      counters.addDropped();
      return;
    }
    Codec by = agreed.codecOf(packet.payloadType());
    if (by == null && !agreed.isEvent(packet.payloadType())) {
      counters.addDropped();
      return;
    }
    Verdict verdict = arrivals.judge(packet, by == null ? 0 : by.clockRate(), now);
    if (verdict == Verdict.DOUBTFUL) {
      return;
    }
    transport.latch();
    watchdog.spoken(now);
    if (verdict == Verdict.NEW_SOURCE) {
      keys.reset();
    }
    if (by == null) {
      event(packet, bytes, verdict, now);
    } else {
      voice(agreed, by, packet, bytes, verdict, now);
    }
  }

  private void voice(
      Agreement agreed, Codec by, RtpPacket packet, byte[] bytes, Verdict verdict, long now) {
    if (by != agreed.codec() && !varied) {
      varied = true;
      leg.company().agree();
    }
    leg.ear().put(packet, by, bytes, now);
    leg.company().relays(packet, bytes, verdict, now);
  }

  private void event(RtpPacket packet, byte[] bytes, Verdict verdict, long now) {
    leg.ear().passed(packet.sequence());
    char key = keys.read(packet, bytes);
    if (key != KeyReceiver.NONE) {
      leg.tell(new KeyPressed(key));
    }
    leg.company().relaysEvent(packet, bytes, key, verdict, now);
  }
}
