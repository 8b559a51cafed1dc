package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Keeps an ACK waiting while its answer is still being sent. The stack begins to repeat a 2xx (RFC
 * 3261 section 13.3.1.4) a moment after the peer has it; an ACK in that moment would stop nothing,
 * and the answer would be repeated although it was acknowledged. Any thread.
 */
public final class AnswerGate {

  private static final long MOST_MILLIS = 100;

  // Of many calls each: who waits for another's answer waits for microseconds
  private static final ReentrantLock[] GATES =
      Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

  private AnswerGate() {}

  /** What sends an answer. */
  public interface Sending {
    void send() throws IOException;
  }

  /** Sends a 2xx of an INVITE. */
  public static void during(String callId, Sending answer) throws IOException {
    ReentrantLock gate = gate(callId);
    boolean closed = taken(gate);
    try {
      answer.send();
    } finally {
      if (closed) {
        gate.unlock();
      }
    }
  }

  /** Lets an ACK pass when no answer of its call is being sent, or after some time anyhow. */
  static void pass(String callId) {
    ReentrantLock gate = gate(callId);
    if (taken(gate)) {
      gate.unlock();
    }
  }

  /**
   * Whether it could be taken: after some time nobody waits any longer, and one repetition more
   * does no harm.
   */
  private static boolean taken(ReentrantLock gate) {
    try {
      return gate.tryLock(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ReentrantLock gate(String callId) {
    return GATES[Math.floorMod(callId.hashCode(), GATES.length)];
  }
}
