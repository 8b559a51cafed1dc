package org.jackfield.media.rtp;

import java.util.concurrent.atomic.AtomicLong;

/** What is counted for one leg. Its ticker writes, any thread reads. */
final class Counters {

  final AtomicLong sent = new AtomicLong();
  final AtomicLong received = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong late = new AtomicLong();
  final AtomicLong octetsSent = new AtomicLong();

  /** Not RTP, too large, of a payload type nobody agreed on, of a stranger, not authentic. */
  final AtomicLong dropped = new AtomicLong();

  /** STUN and DTLS. */
  final AtomicLong handshakes = new AtomicLong();

  volatile double jitterMillis;
  volatile double roundTripMillis;

  /** Without a locked instruction: there is one writer. */
  static void add(AtomicLong counter, long number) {
    counter.setRelease(counter.getPlain() + number);
  }
}
