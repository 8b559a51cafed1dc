package org.jackfield.media.rtp;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PeerSilent;
import org.jackfield.media.MediaListener;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.Arrivals.Verdict;
import org.jackfield.media.sdp.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * The moving part of a session: belongs to its ticker, whose thread alone enters it, except where a
 * method says otherwise.
 */
final class Leg {

  // More in one turn is a flood: the rest waits in the kernel, which drops what is too much
  private static final int MOST_PACKETS = 16;

  private final PortPair ports;
  private final MediaListener listener;
  private final EngineSettings settings;
  private final Counters counters = new Counters();
  private final Transport transport;
  private final AtomicBoolean wakes = new AtomicBoolean();
  private final Runnable awake = this::awake;
  private volatile Ticker ticker;
  private volatile boolean over;

  // Where its turns come, kept by the ticker
  int slot = -1;
  int place;

  private @Nullable Agreement agreement;
  private Outlet outlet = new Outlet(Codec.PCMU);
  private Arrivals arrivals;
  private final Departures departures;
  private KeyReceiver keys = new KeyReceiver(8_000);
  private @Nullable Voice voice;
  private long heardAt;
  private boolean silenceTold;

  Leg(PortPair ports, MediaListener listener, EngineSettings settings, Ticker ticker) {
    this.ports = ports;
    this.listener = listener;
    this.settings = settings;
    this.ticker = ticker;
    transport = new Transport(ports.rtp(), counters);
    arrivals = new Arrivals(counters, 8_000);
    heardAt = System.nanoTime();
    departures = new Departures(8_000, heardAt);
  }

  /** Any thread. */
  Ticker ticker() {
    return ticker;
  }

  /** Any thread. */
  int port() {
    return ports.port();
  }

  /** Any thread. */
  Counters counters() {
    return counters;
  }

  /** Runs on the ticker soon. Any thread. */
  void submit(Runnable task) {
    ticker.submit(this, task);
  }

  /** What is to be said may have come. Any thread; many calls are one. */
  void wake() {
    if (!over && wakes.compareAndSet(false, true)) {
      submit(awake);
    }
  }

  void tell(MediaEvent event) {
    ticker.herald().tell(listener, event);
  }

  /** Does what may wait or lock, off the packet path. */
  void afterwards(Runnable task) {
    ticker.herald().finallyDo(task);
  }

  void begin() {
    ticker.add(this);
  }

  /** What was agreed on is in force. */
  void agree(Agreement now) {
    Agreement before = agreement;
    agreement = now;
    if (before == null || before.codec() != now.codec()) {
      int clockRate = now.codec().clockRate();
      outlet = new Outlet(now.codec());
      arrivals = new Arrivals(counters, clockRate);
      keys = new KeyReceiver(clockRate);
      departures.clockRate(clockRate);
    }
    transport.towards(now.peer());
    heardAt = System.nanoTime();
    awake();
  }

  /** Says this instead of what is being said, the first packet at once. */
  void say(Voice next) {
    if (over) {
      next.ended();
      return;
    }
    Voice before = voice;
    voice = next;
    if (before != null) {
      before.ended();
    }
    awake();
  }

  private void awake() {
    wakes.set(false);
    if (voice != null && !departures.isTalking() && speak(System.nanoTime())) {
      ticker.turnNow(this);
    }
  }

  void turn(long now) {
    receive(now);
    if (!speak(now)) {
      departures.quiet();
      stayAlive(now);
    }
    watch(now);
  }

  private boolean speak(long now) {
    Voice saying = voice;
    Agreement agreed = agreement;
    if (saying == null || agreed == null) {
      return false;
    }
    int count = saying.fill(ticker.toSend(), RtpPacket.HEADER, outlet);
    if (count == Voice.ENDED) {
      voice = null;
      saying.ended();
      return false;
    }
    if (count == Voice.NOTHING_YET) {
      return false;
    }
    if (agreed.direction().sends()) {
      departures.next(now);
      send(departures.marker(), agreed.sendType(), count);
    }
    return true;
  }

  private void send(boolean marker, int type, int count) {
    byte[] packet = ticker.toSend();
    departures.header(packet, marker, type);
    if (transport.send(ticker.sendBuffer(), packet, RtpPacket.HEADER + count)) {
      Counters.add(counters.sent, 1);
      Counters.add(counters.octetsSent, count);
    }
  }

  /** See {@link EngineSettings#keepAlive}. */
  private void stayAlive(long now) {
    Agreement agreed = agreement;
    long patience = settings.keepAlive().toNanos();
    if (agreed != null
        && patience > 0
        && now - departures.at() > patience
        && agreed.direction().sends()) {
      departures.next(now);
      int count = outlet.silence(ticker.toSend(), RtpPacket.HEADER);
      send(departures.marker(), agreed.sendType(), count);
      departures.quiet();
    }
  }

  private void receive(long now) {
    byte[] bytes = ticker.received();
    for (int i = 0; i < MOST_PACKETS; i++) {
      int count = transport.receive(ticker.receiveBuffer(), bytes);
      if (count == Transport.NOTHING) {
        transport.settle(true);
        return;
      }
      if (count > 0) {
        take(bytes, count, now);
      }
    }
    transport.settle(false);
  }

  private void take(byte[] bytes, int count, long now) {
    RtpPacket packet = ticker.packet();
    Agreement agreed = agreement;
    if (agreed == null || !packet.read(bytes, count)) {
      Counters.add(counters.dropped, 1);
      return;
    }
    boolean isVoice = packet.payloadType() == agreed.receiveType();
    boolean isEvent =
        agreed.events().isPresent() && packet.payloadType() == agreed.events().get().receiveType();
    if (!isVoice && !isEvent) {
      Counters.add(counters.dropped, 1);
      return;
    }
    Verdict verdict = arrivals.judge(packet, now);
    if (verdict == Verdict.DOUBTFUL) {
      return;
    }
    transport.latch();
    heardAt = now;
    silenceTold = false;
    if (verdict == Verdict.NEW_SOURCE) {
      keys.reset();
    }
    if (isEvent) {
      char key = keys.read(packet, bytes);
      if (key != KeyReceiver.NONE) {
        tell(new KeyPressed(key));
      }
    }
  }

  private void watch(long now) {
    Agreement agreed = agreement;
    long patience = settings.silenceWatchdog().toNanos();
    if (agreed == null || patience == 0 || silenceTold) {
      return;
    }
    if (!agreed.direction().receives()) {
      heardAt = now;
    } else if (now - heardAt > patience) {
      silenceTold = true;
      tell(new PeerSilent(settings.silenceWatchdog()));
    }
  }

  /** No more turns, nothing more is said; the ports are given back by the one who opened them. */
  void end() {
    if (over) {
      return;
    }
    over = true;
    ticker.remove(this);
    Voice saying = voice;
    voice = null;
    if (saying != null) {
      saying.ended();
    }
  }
}
