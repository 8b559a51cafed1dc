package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaListener;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.sdp.Crypto;
import org.jackfield.media.sdp.LocalMedia;

/**
 * Moves the sound of all legs of a node by RTP. Any thread; its own threads are the tickers, and
 * for each of them one that tells listeners.
 */
public final class RtpEngine implements MediaEngine, AutoCloseable {

  private static final Logger LOG = System.getLogger(RtpEngine.class.getName());
  private static final long LONGEST_END = 2_000;

  private final EngineSettings settings;
  private final int mostLegs;
  private final Pace pace;
  private final PortPool ports;
  private final List<Ticker> tickers = new CopyOnWriteArrayList<>();
  private final Set<RtpSession> sessions = ConcurrentHashMap.newKeySet();
  private final Scribe scribe = new Scribe();
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
    this(settings, Ticker.MOST_LEGS, Pace.REAL);
  }

  RtpEngine(EngineSettings settings, int mostLegs, Pace pace) {
    this.settings = settings;
    this.mostLegs = mostLegs;
    this.pace = pace;
    ports = new PortPool(settings.bind(), settings.firstPort(), settings.lastPort());
    warnOfOverlap();
    scribe.start();
    synchronized (tickers) {
      for (int i = 0; i < settings.tickers(); i++) {
        startTicker();
      }
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

  private Ticker startTicker() {
    int number = tickers.size() + 1;
    Herald herald = new Herald("media-herald-" + number);
    Ticker ticker = new Ticker("media-ticker-" + number, herald, mostLegs, pace.clock());
    herald.start();
    if (pace.runs()) {
      ticker.start();
    }
    tickers.add(ticker);
    return ticker;
  }

  @Override
  public MediaSession answer(String offer, MediaListener listener) throws MediaRefused {
    RtpSession session = open(listener);
    try {
      session.reoffer(offer);
      return session;
    } catch (MediaRefused | RuntimeException refused) {
      session.close();
      throw refused;
    }
  }

  @Override
  public MediaSession offer(MediaListener listener) throws MediaRefused {
    RtpSession session = open(listener);
    session.offer(settings.secured().map(suite -> Crypto.random(1, suite)));
    return session;
  }

  private RtpSession open(MediaListener listener) throws MediaRefused {
    if (closed) {
      throw new MediaRefused(Reason.NO_PORT_LEFT, "the engine is closed");
    }
    PortPair pair = ports.take();
    Leg leg = new Leg(pair, listener, settings, leastBusy());
    LocalMedia local =
        new LocalMedia(
            settings.advertised(),
            pair.port(),
            settings.codecs(),
            settings.secured(),
            ThreadLocalRandom.current().nextLong(1L << 31));
    RtpSession[] self = new RtpSession[1];
    RtpSession session =
        new RtpSession(
            leg,
            local,
            scribe,
            () -> {
              leg.ticker().unbook();
              ports.giveBack(pair);
              sessions.remove(self[0]);
            });
    self[0] = session;
    sessions.add(session);
    return session;
  }

  private Ticker leastBusy() {
    while (true) {
      Ticker least = tickers.getFirst();
      for (Ticker ticker : tickers) {
        least = ticker.legs() < least.legs() ? ticker : least;
      }
      if (least.book()) {
        return least;
      }
      synchronized (tickers) {
        if (tickers.stream().allMatch(Ticker::isFull)) {
          startTicker();
        }
      }
    }
  }

  @Override
  public Bridge bridge(MediaSession one, MediaSession other) {
    Leg first = ((RtpSession) one).leg();
    Leg second = ((RtpSession) other).leg();
    second.submit(() -> second.company().join(first));
    return () -> second.submit(() -> second.company().part(first));
  }

  @Override
  public Room room(int mostMembers) {
    return new RtpRoom(mostMembers);
  }

  /** Gives the turns that are due, where tickers have no threads of their own. */
  void runDue() {
    // What one ticker hands over to another before it
    for (int i = 0; i < 2; i++) {
      tickers.forEach(Ticker::runDue);
    }
  }

  /** Sessions that are open. */
  public int openSessions() {
    return sessions.size();
  }

  /** Port pairs that are free. */
  public int freePorts() {
    return ports.left();
  }

  /** Frames that all legs of a ticker missed because the machine did not let it run. */
  public long framesSkipped() {
    return tickers.stream().mapToLong(Ticker::framesSkipped).sum();
  }

  /** Ends all sessions, and the threads. */
  @Override
  public void close() {
    closed = true;
    sessions.forEach(RtpSession::close);
    tickers.forEach(Ticker::stop);
    if (!pace.runs()) {
      runDue();
    }
    try {
      for (Ticker ticker : tickers) {
        ticker.join(LONGEST_END);
      }
      scribe.stop();
      scribe.join(LONGEST_END);
      for (Ticker ticker : tickers) {
        ticker.herald().stop();
        ticker.herald().join(LONGEST_END);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
