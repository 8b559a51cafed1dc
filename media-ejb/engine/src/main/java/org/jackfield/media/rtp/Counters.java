package org.jackfield.media.rtp;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is counted for one leg. Its ticker writes, any thread reads. All in one piece of memory: a
 * thousand legs are more than the processor keeps at hand, and each piece that a packet touches has
 * to be fetched.
 */
final class Counters {

  private static final int SENT = 0;
  private static final int OCTETS_SENT = 1;
  private static final int RECEIVED = 2;
  private static final int LOST = 3;
  private static final int LATE = 4;
  private static final int DROPPED = 5;
  private static final int HANDSHAKES = 6;
  private static final int JITTER_NANOS = 7;
  private static final int ROUND_TRIP_NANOS = 8;
  private static final int CONCEALED = 9;
  private static final int SIZE = 10;
  private static final double NANOS = 1_000_000;

  private final AtomicLongArray values = new AtomicLongArray(SIZE);

  // Without a locked instruction: there is one writer
  private void add(int which, long number) {
    values.setRelease(which, values.getPlain(which) + number);
  }

  /** A packet has gone out. */
  void addSent(int octets) {
    add(SENT, 1);
    add(OCTETS_SENT, octets);
  }

  long sent() {
    return values.getAcquire(SENT);
  }

  long octetsSent() {
    return values.getAcquire(OCTETS_SENT);
  }

  void addReceived() {
    add(RECEIVED, 1);
  }

  long received() {
    return values.getAcquire(RECEIVED);
  }

  void addLost(int packets) {
    if (packets != 0) {
      add(LOST, packets);
    }
  }

  /** Has come after a later one. */
  void addLate() {
    add(LATE, 1);
  }

  /** Were not there when they were to be heard. */
  void addConcealed(long packets) {
    if (packets != 0) {
      add(CONCEALED, packets);
    }
  }

  long concealed() {
    return values.getAcquire(CONCEALED);
  }

  long lost() {
    return values.getAcquire(LOST);
  }

  long late() {
    return values.getAcquire(LATE);
  }

  /** Not RTP, too large, of a payload type nobody agreed on, of a stranger, not authentic. */
  void addDropped() {
    add(DROPPED, 1);
  }

  long dropped() {
    return values.getAcquire(DROPPED);
  }

  /** STUN and DTLS. */
  void addHandshake() {
    add(HANDSHAKES, 1);
  }

  long handshakes() {
    return values.getAcquire(HANDSHAKES);
  }

  void jitterMillis(double now) {
    values.setRelease(JITTER_NANOS, (long) (now * NANOS));
  }

  double jitterMillis() {
    return values.getAcquire(JITTER_NANOS) / NANOS;
  }

  void roundTripMillis(double now) {
    values.setRelease(ROUND_TRIP_NANOS, (long) (now * NANOS));
  }

  double roundTripMillis() {
    return values.getAcquire(ROUND_TRIP_NANOS) / NANOS;
  }
}
