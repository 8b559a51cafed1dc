package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaListener;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.LocalMedia;

/**
 * Moves the sound of all legs of a node by RTP. Any thread; its own threads are the tickers, and
 * for each of them one that tells listeners.
 */
public final class RtpEngine implements MediaEngine, AutoCloseable {

  private static final Logger LOG = System.getLogger(RtpEngine.class.getName());
  private static final long LONGEST_END = 2_000;

  private final EngineSettings settings;
  private final int mostWeight;
  private final Pace pace;
  private final PortPool ports;
  private final Tickers tickers = new Tickers(this::startTicker);
  private final Set<RtpSession> sessions = ConcurrentHashMap.newKeySet();
  private final Totals totals = new Totals();
  private final Scribes scribes = new Scribes();
  private volatile boolean closed;

  /**
   * How time goes.
   *
   * @param clock in nanoseconds
   * @param runs whether tickers have threads; else {@link #runDue} gives the turns
   */
  record Pace(LongSupplier clock, boolean runs) {
    static final Pace REAL = new Pace(System::nanoTime, true);
  }

  /** Starts the tickers. */
  public RtpEngine(EngineSettings settings) {
    this(settings, Ticker.MOST_WEIGHT, Pace.REAL);
  }

  RtpEngine(EngineSettings settings, int mostWeight, Pace pace) {
    this.settings = settings;
    this.mostWeight = mostWeight;
    this.pace = pace;
    ports = new PortPool(settings.bind(), settings.firstPort(), settings.lastPort());
    warnOfOverlap();
    ports.check();
    scribes.start();
    for (int i = 0; i < settings.tickers(); i++) {
      tickers.start();
    }
  }

  private void warnOfOverlap() {
    EphemeralPorts.ofKernel()
        .filter(kernels -> kernels.overlap(settings.firstPort(), settings.lastPort()))
        .ifPresent(kernels ->
            LOG.log(
                Level.WARNING,
                "The ports of RTP, {0,number,#} to {1,number,#}, are best outside of those that"
                    + " the kernel gives to any program, {2,number,#} to {3,number,#}",
                settings.firstPort(),
                settings.lastPort(),
                kernels.first(),
                kernels.last()));
  }

  private Ticker startTicker(int number) {
    Herald herald = new Herald("media-herald-" + number);
    Ticker ticker = new Ticker("media-ticker-" + number, herald, mostWeight, pace.clock(), tickers);
    try {
      herald.start();
      if (pace.runs() && !closed) {
        ticker.start();
      }
      return ticker;
    } catch (Throwable noThread) {
      // The system may have none left
      herald.stop();
      ticker.release();
      throw noThread;
    }
  }

  @Override
  public MediaSession answer(String offer, MediaListener listener, SoundPolicy policy)
      throws MediaRefused {
    RtpSession session = open(listener, policy);
    try {
      session.reoffer(offer);
      return session;
    } catch (Throwable refused) {
      session.close();
      throw refused;
    }
  }

  @Override
  public MediaSession offer(MediaListener listener, SoundPolicy policy) throws MediaRefused {
    RtpSession session = open(listener, policy);
    try {
      session.offerFirst();
      return session;
    } catch (Throwable mistake) {
      session.close();
      throw mistake;
    }
  }

  /** With all that a session needs, or with nothing. */
  private RtpSession open(MediaListener listener, SoundPolicy policy) throws MediaRefused {
    if (closed) {
      throw new MediaRefused(Reason.NO_PORT_LEFT, "the engine is closed");
    }
    PortPair pair = ports.take();
    try {
      int weight = Weight.alone(Codec.PCMU);
      Ticker ticker = tickers.book(weight);
      try {
        return open(pair, new Leg(pair, listener, settings, ticker), policy);
      } catch (Throwable failure) {
        ticker.unbook(weight);
        throw failure;
      }
    } catch (Throwable failure) {
      ports.giveBack(pair);
      throw failure;
    }
  }

  private RtpSession open(PortPair pair, Leg leg, SoundPolicy policy) {
    long id = ThreadLocalRandom.current().nextLong(1L << 31);
    RtpSession[] self = new RtpSession[1];
    RtpSession session =
        new RtpSession(
            leg,
            one -> local(pair, settings.with(one), id),
            policy,
            scribes,
            () ->
                Steps.all(
                    () -> leg.ticker().unbook(leg.ownWeight()),
                    () -> ports.giveBack(pair),
                    () -> sessions.remove(self[0]),
                    () -> totals.add(self[0])));
    self[0] = session;
    sessions.add(session);
    return session;
  }

  private static LocalMedia local(PortPair pair, EngineSettings special, long id) {
    return new LocalMedia(
        special.advertised(), pair.port(), special.codecs(), special.protection(), id);
  }

  @Override
  public Bridge bridge(MediaSession one, MediaSession other) {
    Leg first = ((RtpSession) one).leg();
    Leg second = ((RtpSession) other).leg();
    second.submit(() -> second.company().join(first));
    return () -> second.insist(() -> second.company().part(first));
  }

  @Override
  public Room room(int mostMembers) {
    return new RtpRoom(mostMembers, mostWeight);
  }

  @Override
  public Figures figures() {
    return totals.with(List.copyOf(sessions), framesSkipped());
  }

  /** Gives the turns that are due, where tickers have no threads of their own. */
  void runDue() {
    // What one ticker hands over to another before it
    for (int i = 0; i < 2; i++) {
      tickers.all().forEach(Ticker::runDue);
    }
  }

  /** Sessions that are open. */
  public int openSessions() {
    return sessions.size();
  }

  /** Threads that move packets. */
  int tickers() {
    return tickers.all().size();
  }

  /** Port pairs that are free. */
  public int freePorts() {
    return ports.left();
  }

  /** Frames that all legs of a ticker missed because the machine did not let it run. */
  public long framesSkipped() {
    return tickers.all().stream().mapToLong(Ticker::framesSkipped).sum();
  }

  /** Ends all sessions, and the threads. */
  @Override
  public void close() {
    closed = true;
    sessions.forEach(RtpSession::close);
    tickers.all().forEach(Ticker::stop);
    if (!pace.runs()) {
      runDue();
    }
    try {
      for (Ticker ticker : tickers.all()) {
        ticker.join(LONGEST_END);
      }
      scribes.stop();
      scribes.join(LONGEST_END);
      for (Ticker ticker : tickers.all()) {
        ticker.herald().stop();
        ticker.herald().join(LONGEST_END);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
