package org.jackfield.media.rtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jackfield.media.rtp.Errands.Errand;

/**
 * The thread that moves the packets of up to 800 legs, or of fewer that cost more. Each leg has its
 * turn once every 20 ms, in one of five slots, at deadlines that do not drift. What other threads
 * want is handed over through {@link #submit}; all else belongs to the thread itself.
 */
final class Ticker implements Runnable {

  private static final Logger LOG = System.getLogger(Ticker.class.getName());

  /** What it carries, by {@link Weight}: so many legs that speak G.711. */
  static final int MOST_WEIGHT = 800;

  static final long FRAME_NANOS = 20_000_000L;

  /** Larger packets are dropped. */
  static final int MOST_BYTES = 1_500;

  private static final long SLOT_NANOS = FRAME_NANOS / Slots.NUMBER;
  private static final long MOST_LATE = 3 * FRAME_NANOS;
  private static final long LONGEST_SLEEP = 1_000_000_000L;

  private final Errands errands = new Errands();
  private final Herald herald;
  private final int mostWeight;
  private final Tickers others;
  private final Thread thread;
  private final AtomicInteger booked = new AtomicInteger();
  private volatile boolean running = true;
  private volatile long framesSkipped;

  private final LongSupplier clock;
  private final Slots slots = new Slots();
  private int slot;
  private long due;
  private long skipped;

  // Scratch space of the turn that is going on
  private final byte[] received = new byte[MOST_BYTES + 1];
  private final byte[] toSend = new byte[MOST_BYTES + 64];
  private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(MOST_BYTES + 1);
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(MOST_BYTES + 64);
  private final RtpPacket packet = new RtpPacket();

  private final ReportWatch reports = new ReportWatch(this);

  private volatile boolean growing;
  // After a failure not at once again
  private volatile long growsFrom;

  private long complainsFrom;

  /** Tells a ticker's thread from others. */
  private static final class Ticking extends Thread {
    Ticking(Ticker ticker, String name) {
      super(ticker, name);
    }
  }

  /** With a clock in nanoseconds: that of the machine, or one that a test moves. */
  Ticker(String name, Herald herald, int mostWeight, LongSupplier clock, Tickers others) {
    this.herald = herald;
    this.mostWeight = mostWeight;
    this.others = others;
    this.clock = clock;
    due = clock.getAsLong();
    growsFrom = due;
    complainsFrom = due;
    thread = new Ticking(this, name);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  void start() {
    thread.start();
  }

  /** Reserves room for one more leg of this weight, if there is any. */
  boolean book(int weight) {
    if (booked.addAndGet(weight) <= mostWeight) {
      return true;
    }
    booked.addAndGet(-weight);
    return false;
  }

  /** A leg comes from another ticker, or costs more than before: who is too many then goes. */
  void bookAnyhow(int weight) {
    booked.addAndGet(weight);
  }

  void unbook(int weight) {
    booked.addAndGet(-weight);
  }

  boolean hasRoom(int weight) {
    return booked.get() + weight <= mostWeight;
  }

  /** What its legs weigh. */
  int load() {
    return booked.get();
  }

  /** Frames that each leg missed because this thread did not run. */
  long framesSkipped() {
    return framesSkipped;
  }

  /**
   * Runs something of a leg on its thread soon. Waits, one second at most, only if work piles up,
   * and never where a ticker asks.
   */
  void submit(TurnTaker of, Runnable task) {
    Errand errand = new Errand(of, task);
    if (Thread.currentThread() instanceof Ticking) {
      errands.add(errand);
    } else {
      waitFor(errand);
    }
    LockSupport.unpark(thread);
  }

  private void waitFor(Errand errand) {
    long patience = System.nanoTime() + LONGEST_SLEEP;
    while (!errands.offer(errand)) {
      LockSupport.unpark(thread);
      LockSupport.parkNanos(100_000);
      if (System.nanoTime() - patience > 0) {
        throw new IllegalStateException("A ticker takes work within a second");
      }
    }
  }

  void stop() {
    running = false;
    LockSupport.unpark(thread);
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
    release();
  }

  /** Gives back what the system lent, when it has ended or does not begin. */
  void release() {
    reports.close();
  }

  @Override
  public void run() {
    due = now();
    while (running) {
      LockSupport.parkNanos(this, runAndRest());
    }
    doWork();
  }

  /** How long to rest. Whatever fails, this thread goes on: all its legs would fall silent. */
  private long runAndRest() {
    try {
      return untilNextTurn(runDue());
    } catch (Throwable mistake) {
      complain("A turn of all legs fails", mistake);
      return SLOT_NANOS;
    }
  }

  /** Once a second at most. On its thread. */
  void complain(String what, Throwable mistake) {
    long now = now();
    if (now - complainsFrom >= 0) {
      complainsFrom = now + LONGEST_SLEEP;
      try {
        LOG.log(Level.ERROR, what, mistake);
      } catch (Throwable unheard) {
        // There may be no memory for it
      }
    }
  }

  /** Does what is wanted and gives all turns that are due. Returns the time then. */
  long runDue() {
    doWork();
    long now = now();
    skip(now);
    while (now - due >= 0) {
      turn(now);
      doWork();
      now = now();
    }
    return now;
  }

  /** The time in nanoseconds. Any thread. */
  long now() {
    return clock.getAsLong();
  }

  /** Who is far behind does not send it all at once, but goes on from now. */
  private void skip(long now) {
    long behind = now - due;
    if (behind > MOST_LATE) {
      long frames = behind / FRAME_NANOS;
      due += frames * FRAME_NANOS;
      if (!slots.isEmpty()) {
        skipped += frames;
        framesSkipped = skipped;
      }
    }
  }

  private void turn(long now) {
    // From the end, because one that fails leaves, perhaps with others
    for (int i = slots.size(slot) - 1; i >= 0; i = Math.min(i, slots.size(slot)) - 1) {
      TurnTaker one = slots.at(slot, i);
      try {
        one.turn(now);
      } catch (Throwable mistake) {
        // Also an Error: it is one leg's, and must not silence the others
        fails(one, mistake);
      }
    }
    slot = (slot + 1) % Slots.NUMBER;
    due += SLOT_NANOS;
    reports.look();
  }

  private void fails(TurnTaker one, Throwable mistake) {
    try {
      one.fails(mistake);
    } catch (Throwable again) {
      complain("What has failed does not end well", again);
      remove(one);
    }
  }

  ReportWatch reports() {
    return reports;
  }

  private void doWork() {
    Errand errand = errands.poll();
    while (errand != null) {
      try {
        Ticker owner = errand.of().ticker();
        if (owner == this) {
          errand.task().run();
        } else {
          owner.submit(errand.of(), errand.task());
        }
      } catch (Throwable mistake) {
        fails(errand.of(), mistake);
      }
      errand = errands.poll();
    }
    try {
      shed();
    } catch (Throwable mistake) {
      complain("Legs that are too many cannot be sent away", mistake);
    }
  }

  /**
   * Sends those away who are too many: of a weight that is just enough, to where there is room. One
   * room alone cannot be divided, and is bounded where it is joined.
   */
  private void shed() {
    while (booked.get() > mostWeight && !growing) {
      TurnTaker leaves = slots.fitting(booked.get() - mostWeight, mostWeight);
      if (leaves == null) {
        return;
      }
      int weight = leaves.weight();
      Ticker there = others.bookWhereItFits(weight);
      if (there == null) {
        grow(weight);
        return;
      }
      leaves.goTo(there);
    }
  }

  /** Threads are not started by this one. */
  private void grow(int weight) {
    long now = now();
    if (now - growsFrom < 0) {
      return;
    }
    growing = true;
    herald.finallyDo(() -> {
      try {
        others.growFor(weight);
      } catch (Throwable failure) {
        growsFrom = now + LONGEST_SLEEP;
        LOG.log(Level.ERROR, "No ticker can be started for legs that are too many", failure);
      } finally {
        growing = false;
      }
      LockSupport.unpark(thread);
    });
  }

  private long untilNextTurn(long now) {
    if (!errands.isEmpty()) {
      return 1;
    }
    for (int i = 0; i < Slots.NUMBER; i++) {
      if (slots.size((slot + i) % Slots.NUMBER) > 0) {
        return Math.max(1, due + i * SLOT_NANOS - now);
      }
    }
    return LONGEST_SLEEP;
  }

  /** Gives turns from now on. */
  void add(TurnTaker one) {
    slots.add(one);
  }

  /** A leg has just sent: its next turn comes 20 ms later, or a little before. */
  void turnNow(Leg leg) {
    int before = (slot + Slots.NUMBER - 1) % Slots.NUMBER;
    if (leg.slot != before) {
      slots.remove(leg);
      slots.put(leg, before);
    }
  }

  /**
   * In its own turn: it comes 4 ms later from now on. Whether that of its new slot is yet to come
   * in this round, and is one too many.
   */
  boolean turnLater(Leg leg) {
    if (leg.slot != slot) {
      return false;
    }
    int later = (slot + 1) % Slots.NUMBER;
    slots.remove(leg);
    slots.put(leg, later);
    return true;
  }

  /** No more turns. */
  void remove(TurnTaker one) {
    slots.remove(one);
  }

  Herald herald() {
    return herald;
  }

  /** Room for a packet that is being built; header first. */
  byte[] toSend() {
    return toSend;
  }

  byte[] received() {
    return received;
  }

  ByteBuffer receiveBuffer() {
    return receiveBuffer;
  }

  ByteBuffer sendBuffer() {
    return sendBuffer;
  }

  RtpPacket packet() {
    return packet;
  }
}
