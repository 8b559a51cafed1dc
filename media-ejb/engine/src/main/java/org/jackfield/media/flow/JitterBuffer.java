package org.jackfield.media.flow;

/**
 * Puts packets in order and gives them out evenly: as late as the network's jitter demands, no
 * later. Bounded: it holds up to 32 packets, and the oldest make room. Its own delay adapts in
 * pauses where the listener says that it is quiet, else only when it is far off. Time is told by
 * the caller. One thread.
 *
 * <p>A payload may hold more or less than 20 ms. So the caller keeps what it decoded, and takes
 * until it has a frame; where {@link #LOST} comes it conceals {@link #ticksPerPacket()}.
 */
public final class JitterBuffer {

  /** A packet is missing, or time has to be gained: conceal one packet's length. */
  public static final int LOST = -1;

  /** Nothing is to be heard now: the sender pauses, or has not begun. */
  public static final int NOTHING = -2;

  /** Packets that it holds at most: 640 ms of 20 ms each. */
  public static final int CAPACITY = 32;

  private static final int MAX_PAYLOAD = 1_500;
  private static final int FIRST_PAYLOAD = 172;

  private static final int MIN_DELAY_MILLIS = 20;
  private static final int MAX_DELAY_MILLIS = 400;

  // RFC 3550 appendix A.1: MAX_DROPOUT and MAX_MISORDER
  private static final int MAX_DROPOUT = 3_000;
  private static final int MAX_MISORDER = 100;

  // A transit that is off by so much means that the sender's timestamps have jumped
  private static final int CLOCK_JUMP_MICROS = 1_000_000;

  private static final int CONCEALED_BEFORE_PAUSE = 5;
  private static final int TAKES_BETWEEN_CHANGES = 5;

  private final Slot[] slots = new Slot[CAPACITY];
  private final int clockRate;
  private final PlayoutDelay delay = new PlayoutDelay(MIN_DELAY_MILLIS, MAX_DELAY_MILLIS);
  private final JitterStatistics statistics = new JitterStatistics();

  private boolean begun;
  private boolean started;
  private boolean playing;
  private int nextSequence;
  private int newestSequence;
  private int stored;
  private int suspectSequence = -1;

  // Where the clock of the sender stands at the point of play, and without end where it was last
  private int playTimestamp;
  private long extendedTimestamp;
  private int ticksPerPacket;
  private int ticksSeen;
  private int ticksSeenTimes;
  private int lastPutSequence;
  private int lastPutTimestamp;
  private int concealedInARow;
  private int takesSinceChange;
  private int kind;

  /**
   * For a stream whose timestamps count at this rate.
   *
   * @param ticksPerPacket what a packet is expected to hold until some have come, mostly 20 ms
   */
  public JitterBuffer(int clockRate, int ticksPerPacket) {
    this.clockRate = clockRate;
    this.ticksPerPacket = ticksPerPacket;
    for (int i = 0; i < CAPACITY; i++) {
      slots[i] = new Slot();
    }
  }

  /**
   * Takes a packet of sound as it comes. What is late, double, or too big is counted and dropped.
   *
   * @param kind what the payload is, which is told with it by {@link #kind}
   * @param nanos when it came, on the clock that {@link #take} is told
   */
  public void put(
      int sequence, int timestamp, int kind, byte[] payload, int offset, int length, long nanos) {
    statistics.countReceived();
    if (length > MAX_PAYLOAD || length < 1) {
      statistics.countRefused();
      return;
    }
    if (!accept(sequence)) {
      return;
    }
    observe(sequence, timestamp, nanos);
    if (SerialNumber.sequenceDistance(nextSequence, sequence) < 0) {
      if (started || SerialNumber.sequenceDistance(sequence, newestSequence) >= CAPACITY) {
        statistics.countLate();
        return;
      }
      // Play has not begun: what overtook this one shall wait for it
      nextSequence = sequence;
    }
    makeRoom(sequence);
    Slot slot = slots[sequence & (CAPACITY - 1)];
    if (slot.used && slot.sequence == sequence) {
      statistics.countDuplicate();
      return;
    }
    slot.fill(sequence, timestamp, payload, offset, length);
    slot.kind = kind;
    stored++;
  }

  /**
   * Notes a packet of the same stream that holds no sound, such as a telephone event, so that its
   * number is not taken for a loss.
   */
  public void passed(int sequence) {
    if (!begun || SerialNumber.sequenceDistance(nextSequence, sequence) < 0 || !accept(sequence)) {
      return;
    }
    makeRoom(sequence);
    Slot slot = slots[sequence & (CAPACITY - 1)];
    if (!slot.used) {
      slot.pass(sequence);
    }
  }

  /**
   * Gives the payload that is to be heard next.
   *
   * @param into with room for 1500 bytes
   * @param quiet whether nobody would notice now if some milliseconds were left out or added
   * @return the length of the payload, {@link #LOST} or {@link #NOTHING}
   */
  public int take(byte[] into, int at, boolean quiet, long nanos) {
    takesSinceChange++;
    skipPassed();
    if (stored == 0) {
      return onEmpty();
    }
    Slot head = head();
    long late = lateness(head, nanos);
    if (!playing) {
      return late >= delay.target() - halfPacketMicros() ? deliver(head, into, at) : NOTHING;
    }
    int gap = SerialNumber.timestampDistance(playTimestamp, head.timestamp);
    if (gap > 0 && head.sequence != nextSequence) {
      return conceal();
    }
    if (gap > 0 && late < delay.target() - halfPacketMicros()) {
      // The sender has paused, and its next words are not due
      playTimestamp += ticksPerPacket;
      concealedInARow = 0;
      return NOTHING;
    }
    return inTime(head, late, quiet, into, at);
  }

  /** What the payload is that was taken last. */
  public int kind() {
    return kind;
  }

  /** What one packet holds, by the timestamps of those that came. */
  public int ticksPerPacket() {
    return ticksPerPacket;
  }

  /** How it goes. Read by any thread. */
  public JitterStatistics statistics() {
    return statistics;
  }

  // Too much delay is cut by leaving out a packet, too little mended by concealing one
  private int inTime(Slot head, long late, boolean quiet, byte[] into, int at) {
    long excess = late - delay.target();
    long packet = 2L * halfPacketMicros();
    boolean may = takesSinceChange > TAKES_BETWEEN_CHANGES;
    if (stored > 1 && may && excess > (quiet ? packet * 3 / 2 : packet * 4)) {
      takesSinceChange = 0;
      statistics.countLeftOut();
      leave(head);
      skipPassed();
      return stored == 0 ? conceal() : deliver(head(), into, at);
    }
    if (may && excess < (quiet ? -packet : -packet * 4)) {
      takesSinceChange = 0;
      statistics.countAdded();
      return LOST;
    }
    return deliver(head, into, at);
  }

  private int deliver(Slot head, byte[] into, int at) {
    countMissing(head.sequence);
    started = true;
    playing = true;
    concealedInARow = 0;
    playTimestamp = head.timestamp + ticksPerPacket;
    System.arraycopy(head.payload, 0, into, at, head.length);
    int length = head.length;
    kind = head.kind;
    leave(head);
    return length;
  }

  private void countMissing(int until) {
    int missing = 0;
    for (int at = nextSequence; at != until; at = SerialNumber.sequencePlus(at, 1)) {
      Slot slot = slots[at & (CAPACITY - 1)];
      boolean passed = slot.used && slot.silent && slot.sequence == at;
      if (passed) {
        slot.used = false;
      }
      missing += passed ? 0 : 1;
    }
    statistics.countLost(missing);
  }

  private void leave(Slot slot) {
    slot.used = false;
    stored--;
    nextSequence = SerialNumber.sequencePlus(slot.sequence, 1);
  }

  private int onEmpty() {
    if (!playing) {
      return NOTHING;
    }
    if (concealedInARow >= CONCEALED_BEFORE_PAUSE) {
      playing = false;
      return NOTHING;
    }
    return conceal();
  }

  private int conceal() {
    concealedInARow++;
    playTimestamp += ticksPerPacket;
    return concealedInARow > CONCEALED_BEFORE_PAUSE ? NOTHING : LOST;
  }

  // RFC 3550 appendix A.1: a number far off counts when its successor comes too
  private boolean accept(int sequence) {
    if (!begun) {
      restart(sequence);
      return true;
    }
    int distance = SerialNumber.sequenceDistance(newestSequence, sequence);
    if (distance <= MAX_DROPOUT && distance >= -MAX_MISORDER) {
      suspectSequence = -1;
      if (distance > 0) {
        newestSequence = sequence;
      }
      return true;
    }
    if (sequence == suspectSequence) {
      delay.rebase();
      statistics.jumped();
      restart(sequence);
      return true;
    }
    suspectSequence = SerialNumber.sequencePlus(sequence, 1);
    statistics.countRefused();
    return false;
  }

  private void restart(int sequence) {
    for (Slot slot : slots) {
      if (slot.used && !slot.silent) {
        statistics.countLeftOut();
      }
      slot.used = false;
    }
    stored = 0;
    begun = true;
    started = false;
    playing = false;
    nextSequence = sequence;
    newestSequence = sequence;
    suspectSequence = -1;
    ticksSeenTimes = 0;
    lastPutSequence = sequence;
  }

  // What does not fit any more pushes the oldest out
  private void makeRoom(int sequence) {
    int beyond = SerialNumber.sequenceDistance(nextSequence, sequence) - CAPACITY + 1;
    int steps = Math.min(beyond, CAPACITY);
    for (int i = 0; i < steps; i++) {
      Slot oldest = slots[(nextSequence + i) & (CAPACITY - 1)];
      if (oldest.used) {
        oldest.used = false;
        if (!oldest.silent) {
          stored--;
          statistics.countLeftOut();
        }
      }
    }
    if (beyond > 0) {
      nextSequence = SerialNumber.sequencePlus(nextSequence, beyond);
      playing = false;
    }
  }

  private void observe(int sequence, int timestamp, long nanos) {
    long transit = nanos / 1_000 - micros(timestamp);
    if (delay.isKnown() && Math.abs(transit - delay.earliest()) > CLOCK_JUMP_MICROS) {
      delay.rebase();
      statistics.jumped();
      restart(sequence);
    }
    delay.observe(transit);
    statistics.observe(transit, delay.target());
    learnLength(sequence, timestamp);
  }

  private void learnLength(int sequence, int timestamp) {
    int ticks = SerialNumber.timestampDistance(lastPutTimestamp, timestamp);
    boolean follows = sequence == SerialNumber.sequencePlus(lastPutSequence, 1);
    lastPutSequence = sequence;
    lastPutTimestamp = timestamp;
    if (!follows || ticks <= 0 || ticks > clockRate / 8) {
      return;
    }
    ticksSeenTimes = ticks == ticksSeen ? ticksSeenTimes + 1 : 1;
    ticksSeen = ticks;
    if (ticksSeenTimes >= 3) {
      ticksPerPacket = ticks;
    }
  }

  private void skipPassed() {
    Slot slot = slots[nextSequence & (CAPACITY - 1)];
    while (slot.used && slot.silent && slot.sequence == nextSequence) {
      slot.used = false;
      nextSequence = SerialNumber.sequencePlus(nextSequence, 1);
      slot = slots[nextSequence & (CAPACITY - 1)];
    }
  }

  private Slot head() {
    for (int i = 0; i < CAPACITY; i++) {
      Slot slot = slots[(nextSequence + i) & (CAPACITY - 1)];
      if (slot.used && !slot.silent) {
        return slot;
      }
    }
    throw new IllegalStateException("None is stored of " + stored);
  }

  // For how long the packet has waited, or could have if it had lost no time on its way
  private long lateness(Slot slot, long nanos) {
    return nanos / 1_000 - micros(slot.timestamp) - delay.earliest();
  }

  private long micros(int timestamp) {
    long extended = SerialNumber.extendTimestamp(extendedTimestamp, timestamp);
    extendedTimestamp = extended;
    return extended * 1_000_000 / clockRate;
  }

  private int halfPacketMicros() {
    return (int) (ticksPerPacket * 500_000L / clockRate);
  }

  /** Where one packet waits. Its array grows when a bigger one comes. */
  private static final class Slot {
    private boolean used;
    private boolean silent;
    private int sequence;
    private int timestamp;
    private int length;
    private int kind;
    private byte[] payload = new byte[FIRST_PAYLOAD];

    void fill(int sequence, int timestamp, byte[] from, int offset, int length) {
      if (payload.length < length) {
        payload = new byte[MAX_PAYLOAD];
      }
      System.arraycopy(from, offset, payload, 0, length);
      this.sequence = sequence;
      this.timestamp = timestamp;
      this.length = length;
      used = true;
      silent = false;
    }

    void pass(int sequence) {
      this.sequence = sequence;
      used = true;
      silent = true;
    }
  }
}
