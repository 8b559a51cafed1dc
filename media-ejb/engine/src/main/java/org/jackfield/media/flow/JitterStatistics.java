package org.jackfield.media.flow;

/** What a jitter buffer has seen. One thread writes, any reads. */
public final class JitterStatistics {

  private volatile long received;
  private volatile long lost;
  private volatile long late;
  private volatile long duplicates;
  private volatile long refused;
  private volatile long leftOut;
  private volatile long added;
  private volatile double jitterMicros;
  private volatile int delayMicros;

  private long lastTransit;
  private boolean transitKnown;

  /** Packets that came, whatever became of them. */
  public long received() {
    return received;
  }

  /** Packets in whose place others were heard: those that came too late are among them. */
  public long lost() {
    return lost;
  }

  /** Packets that came after their time. */
  public long late() {
    return late;
  }

  /** Packets that came twice. */
  public long duplicates() {
    return duplicates;
  }

  /** Packets that were too big, empty, or of a number far from all others. */
  public long refused() {
    return refused;
  }

  /** Packets that were left out to catch up, or for want of room. */
  public long leftOut() {
    return leftOut;
  }

  /** Packets' lengths that were added to wait for those behind. */
  public long added() {
    return added;
  }

  /** Interarrival jitter in milliseconds (RFC 3550 section 6.4.1). */
  public double jitterMillis() {
    return jitterMicros / 1_000;
  }

  /** How long packets are made to wait at present, in milliseconds. */
  public double delayMillis() {
    return delayMicros / 1_000.0;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countReceived() {
    received++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countLost(int packets) {
    lost += packets;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countLate() {
    late++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countDuplicate() {
    duplicates++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countRefused() {
    refused++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countLeftOut() {
    leftOut++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void countAdded() {
    added++;
  }

  void jumped() {
    transitKnown = false;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void observe(long transitMicros, int targetMicros) {
    if (transitKnown) {
      double difference = Math.min(1_000_000, Math.abs(transitMicros - lastTransit));
      jitterMicros = jitterMicros + (difference - jitterMicros) / 16;
    }
    transitKnown = true;
    lastTransit = transitMicros;
    delayMicros = targetMicros;
  }
}
