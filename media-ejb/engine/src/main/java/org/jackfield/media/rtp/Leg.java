package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaEvent.PeerSilent;
import org.jackfield.media.MediaEvent.SoundBroke;
import org.jackfield.media.MediaListener;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement;
import org.jackfield.media.sdp.Direction;
import org.jspecify.annotations.Nullable;

/**
 * The moving part of a session: belongs to its ticker, whose thread alone enters it, except where a
 * method says otherwise.
 */
final class Leg extends TurnTaker {

  private static final Logger LOG = System.getLogger(Leg.class.getName());
  // Whether one is due
  private static final int TURNS_BETWEEN_REPORTS = 10;

  private final PortPair ports;
  private final MediaListener listener;
  private final EngineSettings settings;
  private final Counters counters = new Counters();
  private final Transport transport;
  private final Wishes wishes = new Wishes();
  private final AtomicBoolean wakes = new AtomicBoolean();
  private final Runnable awake = this::awake;
  private volatile Ticker ticker;
  private volatile int weight = Weight.alone(Codec.PCMU);
  private volatile boolean over;

  private @Nullable Agreement agreement;
  private boolean answered;
  // The turn that comes a moment after one has moved it to the next slot
  private boolean rests;
  private final Speaker speaker;
  private final Ear ear;
  private final Reports reports;
  private final Company company;
  private final Reception reception;
  private final Watchdog watchdog;

  Leg(PortPair ports, MediaListener listener, EngineSettings settings, Ticker ticker) {
    this.ports = ports;
    this.listener = listener;
    this.settings = settings;
    this.ticker = ticker;
    long now = ticker.now();
    watchdog = new Watchdog(settings.silenceWatchdog(), now);
    transport = new Transport(ports.rtp(), counters);
    speaker = new Speaker(this, transport, counters, settings.keepAlive().toNanos(), now);
    ear = new Ear(this);
    reports = new Reports(ports.rtcp(), transport, counters, now);
    company = new Company(this, ear);
    reception = new Reception(this, transport, reports, watchdog, counters);
  }

  /** Any thread. */
  @Override
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
    wishes.add(ticker, this, task);
  }

  /**
   * Runs something that has to be done in the end, however busy the ticker is: it is tried until
   * the ticker takes it. Any thread.
   */
  void insist(Runnable task) {
    try {
      submit(task);
    } catch (IllegalStateException busy) {
      afterwards(() -> insist(task));
    }
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

  /** Reports of the peer have come. */
  void hearsReports() {
    long now = ticker.now();
    if (reports.look(ticker, speaker.departures(), now)) {
      watchdog.heard(now);
    }
  }

  /** What was agreed on is in force. */
  void agree(Agreement now) {
    agreement = now;
    reception.agree(now);
    speaker.agree(now);
    ear.agree(now);
    long time = ticker.now();
    watchdog.heard(time);
    if (transport.towards(now.peer(), time)) {
      reports.open();
    }
    transport.secure(now.keys());
    reports.agree(now, time);
    company.agree();
    weigh();
    awake();
  }

  /** The call is answered: somebody should be heard. */
  void answered() {
    answered = true;
    watchdog.heard(ticker.now());
  }

  /** Not before the answer, and not while one of both is on hold, who may send nothing at all. */
  private boolean expectsSound() {
    Agreement agreed = agreement;
    return answered && agreed != null && agreed.direction() == Direction.SENDRECV;
  }

  /** What it costs may have changed. */
  void weigh() {
    Agreement agreed = agreement;
    Codec codec = agreed == null ? Codec.PCMU : agreed.codec();
    int now = company.isInRoom() ? Weight.inRoom(codec) : Weight.alone(codec);
    ticker.bookAnyhow(now - weight);
    weight = now;
  }

  /** What it costs itself. Any thread. */
  int ownWeight() {
    return weight;
  }

  /** The peer's signalling comes from this host. */
  void signalledFrom(InetAddress host) {
    transport.signalledFrom(host);
    if (transport.isLearning()) {
      reports.open();
    }
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

  /** Begins to record, beside what is being recorded. */
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
      rests = false;
    }
  }

  /** The 20 ms of this leg. */
  @Override
  void turn(long now) {
    if (rests) {
      rests = false;
      return;
    }
    if (listen(now)) {
      company.hears(now);
    }
    speak(now);
    Leg heardBy = company.pair();
    if (heardBy != null && relaysTo(heardBy) && reception.takesLaterTurn()) {
      rests = ticker.turnLater(this);
    }
  }

  @Override
  int legs() {
    return 1;
  }

  @Override
  void fails(Throwable mistake) {
    if (over) {
      return;
    }
    LOG.log(Level.ERROR, "The sound of the leg at port " + port() + " ends", mistake);
    try {
      end();
    } catch (Throwable again) {
      LOG.log(Level.ERROR, "The leg at port " + port() + " does not end well", again);
    }
    tell(new SoundBroke());
  }

  /** The first half of a turn: whether the peer says something that others want to hear. */
  boolean listen(long now) {
    reception.turn(now);
    return ear.turn(now);
  }

  /** The second half of a turn. */
  void speak(long now) {
    if (!speaker.turn(now) && !company.brings(speaker, now)) {
      speaker.quiet(now);
    }
    ear.afterTurn(now);
    if (reception.isEvery(TURNS_BETWEEN_REPORTS)) {
      reports.turn(ticker, reception.arrivals(), speaker.departures(), now);
    }
    if (watchdog.barks(expectsSound(), now)) {
      tell(new PeerSilent(settings.silenceWatchdog()));
    }
  }

  /**
   * Whether payloads can go to the other as they are. A peer is expected to send packets as long as
   * it asks for.
   */
  boolean relaysTo(Leg to) {
    Agreement ours = agreement;
    Agreement theirs = to.agreement;
    return ours != null
        && theirs != null
        && !reception.isVaried()
        && ours.codec() == theirs.codec()
        && ours.framesPerPacket() == theirs.framesPerPacket();
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
    leavesTicker();
    ticker.unbook(weight);
    there.bookAnyhow(weight);
    wishes.addFirst(() -> {
      arrive();
      again.run();
    });
    ticker = there;
    wishes.announce(there, this);
  }

  @Override
  int together() {
    return company.pair() == null ? 1 : 2;
  }

  @Override
  int weight() {
    Leg with = company.pair();
    return with == null ? weight : weight + with.weight;
  }

  @Override
  void goTo(Ticker there) {
    Leg with = company.pair();
    ticker.unbook(weight());
    leavesTicker();
    wishes.addFirst(this::arrive);
    if (with != null) {
      with.leavesTicker();
      with.wishes.addFirst(with::arrive);
      // From here on the other thread may enter, and finds neither in a slot
      with.ticker = there;
    }
    ticker = there;
    wishes.announce(there, this);
    if (with != null) {
      with.wishes.announce(there, with);
    }
  }

  /** Before it is of another ticker. */
  void leavesTicker() {
    ticker.remove(this);
    reports.unwatch(ticker);
  }

  /** It is of another ticker, with its room, as soon as this is said. */
  void belongsTo(Ticker there) {
    ticker = there;
  }

  /** It is there: its turns come here from now on, by itself or with its room. */
  void arrive() {
    rests = false;
    if (over) {
      return;
    }
    if (!reports.isWatched()) {
      reports.watch(ticker, this);
    }
    // What was wanted of it before may have brought it a turn already
    if (slot < 0 && !company.isInRoom()) {
      ticker.add(this);
    }
  }

  /** Whether it has ended. Any thread. */
  boolean isOver() {
    return over;
  }

  /** No more turns, nothing more is said; the ports are given back by the one who opened them. */
  void end() {
    if (over) {
      return;
    }
    over = true;
    Steps.all(company::leave, this::leavesTicker, speaker::end, ear::end);
  }
}
