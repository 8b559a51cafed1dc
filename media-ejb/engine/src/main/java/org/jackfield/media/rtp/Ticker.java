package org.jackfield.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The thread that moves the packets of up to 800 legs. Each leg has its turn once every 20 ms, in
 * one of five slots, at deadlines that do not drift. What other threads want is handed over through
 * {@link #submit}; all else belongs to the thread itself.
 */
final class Ticker implements Runnable {

  /** More legs are another ticker's, usually. */
  static final int MOST_LEGS = 800;

  static final long FRAME_NANOS = 20_000_000L;

  /** Larger packets are dropped. */
  static final int MOST_BYTES = 1_500;

  private static final int SLOTS = 5;
  private static final long SLOT_NANOS = FRAME_NANOS / SLOTS;
  private static final long MOST_LATE = 3 * FRAME_NANOS;
  private static final long LONGEST_SLEEP = 1_000_000_000L;
  private static final int WORK = 1 << 13;

  private final Ring<Work> work = new Ring<>(WORK);
  private final Herald herald;
  private final int mostLegs;
  private final Thread thread;
  private final AtomicInteger booked = new AtomicInteger();
  private volatile boolean running = true;
  private volatile long framesSkipped;

  private final LongSupplier clock;
  private final TurnTaker[][] slots = new TurnTaker[SLOTS][64];
  private final int[] sizes = new int[SLOTS];
  private int slot;
  private long due;
  private long skipped;

  // Scratch space of the turn that is going on
  private final byte[] received = new byte[MOST_BYTES + 1];
  private final byte[] toSend = new byte[MOST_BYTES + 64];
  private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(MOST_BYTES + 1);
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(MOST_BYTES + 64);
  private final RtpPacket packet = new RtpPacket();

  private record Work(Leg leg, Runnable task) {}

  /** With a clock in nanoseconds: that of the machine, or one that a test moves. */
  Ticker(String name, Herald herald, int mostLegs, LongSupplier clock) {
    this.herald = herald;
    this.mostLegs = mostLegs;
    this.clock = clock;
    due = clock.getAsLong();
    thread = new Thread(this, name);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  void start() {
    thread.start();
  }

  /** Reserves a place for one more leg, if one is free. */
  boolean book() {
    if (booked.incrementAndGet() <= mostLegs) {
      return true;
    }
    booked.decrementAndGet();
    return false;
  }

  /** A leg comes from another ticker: it may exceed the number. */
  void bookAnyhow() {
    booked.incrementAndGet();
  }

  void unbook() {
    booked.decrementAndGet();
  }

  boolean isFull() {
    return booked.get() >= mostLegs;
  }

  int legs() {
    return booked.get();
  }

  /** Frames that each leg missed because this thread did not run. */
  long framesSkipped() {
    return framesSkipped;
  }

  /**
   * Runs something of a leg on its thread soon. Waits, one second at most, only if work piles up.
   */
  void submit(Leg leg, Runnable task) {
    Work item = new Work(leg, task);
    long patience = System.nanoTime() + LONGEST_SLEEP;
    while (!work.offer(item)) {
      LockSupport.unpark(thread);
      LockSupport.parkNanos(100_000);
      if (System.nanoTime() - patience > 0) {
        throw new IllegalStateException("A ticker takes work within a second");
      }
    }
    LockSupport.unpark(thread);
  }

  void stop() {
    running = false;
    LockSupport.unpark(thread);
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  @Override
  public void run() {
    due = now();
    while (running) {
      LockSupport.parkNanos(this, untilNextTurn(runDue()));
    }
    doWork();
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

  /** Whoever is far behind does not send it all at once, but goes on from now. */
  private void skip(long now) {
    long behind = now - due;
    if (behind > MOST_LATE) {
      long frames = behind / FRAME_NANOS;
      due += frames * FRAME_NANOS;
      if (Arrays.stream(sizes).anyMatch(size -> size > 0)) {
        skipped += frames;
        framesSkipped = skipped;
      }
    }
  }

  private void turn(long now) {
    TurnTaker[] all = slots[slot];
    for (int i = sizes[slot] - 1; i >= 0; i--) {
      TurnTaker one = all[i];
      try {
        one.turn(now);
      } catch (RuntimeException mistake) {
        one.fails(mistake);
      }
    }
    slot = (slot + 1) % SLOTS;
    due += SLOT_NANOS;
  }

  private void doWork() {
    Work item = work.poll();
    while (item != null) {
      Ticker owner = item.leg().ticker();
      if (owner == this) {
        try {
          item.task().run();
        } catch (RuntimeException mistake) {
          item.leg().fails(mistake);
        }
      } else {
        owner.submit(item.leg(), item.task());
      }
      item = work.poll();
    }
  }

  private long untilNextTurn(long now) {
    if (!work.isEmpty()) {
      return 1;
    }
    for (int i = 0; i < SLOTS; i++) {
      if (sizes[(slot + i) % SLOTS] > 0) {
        return Math.max(1, due + i * SLOT_NANOS - now);
      }
    }
    return LONGEST_SLEEP;
  }

  /** Gives turns from now on, in the emptiest slot. */
  void add(TurnTaker one) {
    int emptiest = 0;
    for (int i = 1; i < SLOTS; i++) {
      if (legsIn(i) < legsIn(emptiest)) {
        emptiest = i;
      }
    }
    put(one, emptiest);
  }

  private int legsIn(int index) {
    int legs = 0;
    for (int i = 0; i < sizes[index]; i++) {
      legs += slots[index][i].legs();
    }
    return legs;
  }

  /** A leg has just sent: its next turn comes 20 ms later, or a little before. */
  void turnNow(Leg leg) {
    int before = (slot + SLOTS - 1) % SLOTS;
    if (leg.slot != before) {
      remove(leg);
      put(leg, before);
    }
  }

  private void put(TurnTaker one, int into) {
    if (sizes[into] == slots[into].length) {
      slots[into] = Arrays.copyOf(slots[into], 2 * sizes[into]);
    }
    one.slot = into;
    one.place = sizes[into];
    slots[into][sizes[into]++] = one;
  }

  /** No more turns. */
  void remove(TurnTaker one) {
    if (one.slot < 0) {
      return;
    }
    TurnTaker[] all = slots[one.slot];
    TurnTaker last = all[--sizes[one.slot]];
    all[one.place] = last;
    // What the free place still named would stay in memory until the next one comes there
    all[sizes[one.slot]] = null;
    last.place = one.place;
    one.slot = -1;
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
