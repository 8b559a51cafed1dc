package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
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
final class Leg extends TurnTaker {

  private static final Logger LOG = System.getLogger(Leg.class.getName());
  // More in one turn is a flood: the rest waits in the kernel, which drops what is too much
  private static final int MOST_PACKETS = 16;
  private static final int TURNS_TO_EMPTY = 50;
  private static final int TURNS_CROWDED = 25;
  // Whether one is due, and whether one has come
  private static final int TURNS_BETWEEN_REPORTS = 10;

  private final PortPair ports;
  private final MediaListener listener;
  private final EngineSettings settings;
  private final long patience;
  private final Counters counters = new Counters();
  private final Transport transport;
  private final AtomicBoolean wakes = new AtomicBoolean();
  private final Runnable awake = this::awake;
  private volatile Ticker ticker;
  private volatile boolean over;

  private @Nullable Agreement agreement;
  private final Speaker speaker;
  private final Ear ear;
  private final Reports reports;
  private final Company company;
  private Arrivals arrivals;
  private KeyReceiver keys = new KeyReceiver(Codec.PCMU.clockRate());
  private long heardAt;
  // Not all legs do at once what they do now and then
  private int turns = ThreadLocalRandom.current().nextInt(TURNS_TO_EMPTY);
  private int crowded = TURNS_CROWDED;
  private boolean missed;
  private boolean silenceTold;

  Leg(PortPair ports, MediaListener listener, EngineSettings settings, Ticker ticker) {
    this.ports = ports;
    this.listener = listener;
    this.settings = settings;
    long watchdog = settings.silenceWatchdog().toNanos();
    patience = watchdog == 0 ? Long.MAX_VALUE : watchdog;
    this.ticker = ticker;
    heardAt = ticker.now();
    transport = new Transport(ports.rtp(), counters);
    arrivals = new Arrivals(counters, Codec.PCMU.clockRate());
    speaker = new Speaker(this, transport, counters, settings.keepAlive().toNanos(), heardAt);
    ear = new Ear(this);
    reports = new Reports(ports.rtcp(), transport, counters, heardAt);
    company = new Company(this, ear);
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
      arrivals = new Arrivals(counters, now.codec().clockRate());
      keys = new KeyReceiver(now.codec().clockRate());
    }
    speaker.agree(now);
    ear.agree(now);
    heardAt = ticker.now();
    transport.towards(now.peer(), heardAt);
    transport.secure(now.keys());
    reports.agree(now);
    company.agree();
    awake();
  }

  /** The peer's signalling comes from this host. */
  void signalledFrom(InetAddress host) {
    transport.signalledFrom(host);
  }

  /** Says this instead of what is being said, the first packet at once. */
  void say(Voice next) {
    if (over) {
      next.ended();
      return;
    }
    speaker.say(next);
    awake();
  }

  /** Begins to record, and ends what was being recorded. */
  void record(LegRecording recording) {
    if (over) {
      recording.neverBegins();
      return;
    }
    ear.record(recording);
  }

  private void awake() {
    wakes.set(false);
    // In a room the turn is the room's, and comes soon enough
    if (!company.isInRoom() && speaker.isIdle() && speaker.turn(ticker.now())) {
      ticker.turnNow(this);
    }
  }

  /** The 20 ms of this leg. */
  @Override
  void turn(long now) {
    if (listen(now)) {
      company.hears(now);
    }
    speak(now);
  }

  @Override
  int legs() {
    return 1;
  }

  @Override
  void fails(RuntimeException mistake) {
    LOG.log(Level.ERROR, "The sound of the leg at port " + port() + " ends", mistake);
    end();
  }

  /** The first half of a turn: whether the peer says something that others want to hear. */
  boolean listen(long now) {
    receive(now);
    return ear.turn(now);
  }

  /** The second half of a turn. */
  void speak(long now) {
    if (!speaker.turn(now) && !company.brings(speaker, now)) {
      speaker.quiet(now);
    }
    ear.afterTurn(now);
    if (turns % TURNS_BETWEEN_REPORTS == 0
        && reports.turn(ticker, arrivals, speaker.departures(), now)) {
      heardAt = now;
    }
    if (now - heardAt > patience) {
      watch(now);
    }
  }

  /** Whether payloads can go to the other as they are. */
  boolean relaysTo(Leg to) {
    Agreement ours = agreement;
    Agreement theirs = to.agreement;
    return ours != null && theirs != null && ours.codec() == theirs.codec();
  }

  Speaker speaker() {
    return speaker;
  }

  Ear ear() {
    return ear;
  }

  Company company() {
    return company;
  }

  /** Goes to another ticker, where what it wanted is tried again. */
  void moveTo(Ticker there, Runnable again) {
    ticker.remove(this);
    ticker.unbook();
    there.bookAnyhow();
    ticker = there;
    submit(() -> {
      if (!over) {
        ticker.add(this);
      }
      again.run();
    });
  }

  /** Whether it has ended. Any thread. */
  boolean isOver() {
    return over;
  }

  /**
   * Takes what has come. A peer with an even clock has sent one packet since the last turn: whether
   * there is a second one is asked when there was none the last time, and now and then, for the
   * question costs half as much as a packet.
   */
  private void receive(long now) {
    byte[] bytes = ticker.received();
    turns++;
    boolean thorough = missed || crowded > 0 || turns % TURNS_TO_EMPTY == 0;
    int most = thorough ? MOST_PACKETS : 1;
    int packets = 0;
    while (packets < most) {
      int count = transport.receive(ticker.receiveBuffer(), bytes, thorough, now);
      if (count == Transport.NOTHING) {
        break;
      }
      packets++;
      if (count > 0) {
        take(bytes, count, now);
      }
    }
    missed = packets == 0;
    crowded = packets > 1 ? TURNS_CROWDED : Math.max(0, crowded - 1);
  }

  private void take(byte[] bytes, int count, long now) {
    RtpPacket packet = ticker.packet();
    Agreement agreed = agreement;
    if (agreed != null && agreed.rtcpMux() && RtpPacket.isRtcp(bytes, count)) {
      if (reports.take(bytes, count, speaker.departures().ssrc(), now)) {
        transport.latch();
        heardAt = now;
      }
      return;
    }
    if (agreed == null || !packet.read(bytes, count)) {
      counters.addDropped();
      return;
    }
    boolean isVoice = packet.payloadType() == agreed.receiveType();
    boolean isEvent =
        agreed.events().isPresent() && packet.payloadType() == agreed.events().get().receiveType();
    if (!isVoice && !isEvent) {
      counters.addDropped();
      return;
    }
    Verdict verdict = arrivals.judge(packet, now);
    if (verdict == Verdict.DOUBTFUL) {
      return;
    }
    transport.latch();
    heardAt = now;
    silenceTold = false;
    boolean newSource = verdict == Verdict.NEW_SOURCE;
    if (newSource) {
      keys.reset();
    }
    if (isEvent) {
      event(packet, bytes, newSource, now);
    } else {
      ear.put(packet, bytes, now);
      company.relays(packet, bytes, newSource, now);
    }
  }

  private void event(RtpPacket packet, byte[] bytes, boolean newSource, long now) {
    ear.passed(packet.sequence());
    char key = keys.read(packet, bytes);
    if (key != KeyReceiver.NONE) {
      tell(new KeyPressed(key));
    }
    company.relaysEvent(packet, bytes, key, newSource, now);
  }

  private void watch(long now) {
    Agreement agreed = agreement;
    if (agreed == null || silenceTold) {
      return;
    }
    if (agreed.direction().receives()) {
      silenceTold = true;
      tell(new PeerSilent(settings.silenceWatchdog()));
    } else {
      heardAt = now;
    }
  }

  /** No more turns, nothing more is said; the ports are given back by the one who opened them. */
  void end() {
    if (over) {
      return;
    }
    over = true;
    company.leave();
    ticker.remove(this);
    speaker.end();
    ear.end();
  }
}
