package org.jackfield.sip.container.admission;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jackfield.sip.container.AdmissionSettings;

/**
 * Decides on each message as it comes in. A new call, that is an INVITE outside a dialog, counts
 * against the limit; any request outside a dialog is refused while the queue is slow or the gate is
 * closed; responses and requests within a dialog pass as long as there is room. Any thread may
 * enter.
 */
public final class AdmissionGate {
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  // RFC 3261 section 17.1.1.2: an INVITE comes again for 64 times T1
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(16);

  private final LongSupplier clock;
  private final RandomGenerator random;
  private final RecentCalls admitted;
  private final RecentCalls refused;
  private final LongAdder refusals = new LongAdder();
  private volatile AdmissionSettings settings;
  private volatile boolean closed;
  private long nextFreeAt;

  public AdmissionGate(AdmissionSettings settings) {
    this(settings, System::nanoTime, RandomGenerator.getDefault());
  }

  AdmissionGate(AdmissionSettings settings, LongSupplier clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    long now = clock.getAsLong();
    admitted = new RecentCalls(REMEMBERED_NANOS, now);
    refused = new RecentCalls(REMEMBERED_NANOS, now);
    nextFreeAt = now;
  }

  /** A new limit counts from now: what passed under the one before is not held against it. */
  public synchronized void admit(AdmissionSettings changed) {
    if (changed.callsPerSecond() != settings.callsPerSecond()) {
      nextFreeAt = clock.getAsLong();
    }
    settings = changed;
  }

  /** From now on everything that starts something is refused. */
  public void close() {
    closed = true;
  }

  public void open() {
    closed = false;
  }

  /** How many messages were answered 503. */
  public long refusals() {
    return refusals.sum();
  }

  /** Whether there is no room for any message, not even of a call that goes on. */
  public boolean isFull(int queued) {
    return queued >= settings.queueCapacity();
  }

  /**
   * Decides on one message.
   *
   * @param queue watches the queue that it would go to
   * @param waitNanos how long it would wait there
   * @param queued how many messages wait in all
   */
  public Verdict judge(RawMessage message, QueueWatch queue, long waitNanos, int queued) {
    long mostNanos = settings.maxQueueWait().toNanos();
    boolean slow = queue.isSlow(waitNanos, mostNanos, clock.getAsLong());
    if (Reply.isAcknowledgedBy(message)) {
      return Verdict.SWALLOW;
    }
    if (startsSomething(message)) {
      boolean passes =
          message.is("INVITE") ? passesAsCall(message, slow, queued) : isPassable(slow, queued);
      if (!passes) {
        refusals.increment();
        return Verdict.REFUSE;
      }
      return Verdict.ADMIT;
    }
    return isFull(queued) ? Verdict.DROP : Verdict.ADMIT;
  }

  /** The header line of a refusal, drawn so that peers do not return together. */
  public String retryAfter() {
    AdmissionSettings now = settings;
    return "Retry-After: " + random.nextInt(now.retryAfterMin(), now.retryAfterMax() + 1);
  }

  private static boolean startsSomething(RawMessage message) {
    // A CANCEL has no tag in To, yet belongs to a call that was let in
    return message.isOutOfDialog() && !message.is("CANCEL") && !message.is("ACK");
  }

  private boolean isPassable(boolean slow, int queued) {
    AdmissionSettings now = settings;
    return !closed
        && !slow
        // The last quarter is kept for the calls that go on
        && queued < now.queueCapacity() - now.queueCapacity() / 4;
  }

  private synchronized boolean passesAsCall(RawMessage message, boolean slow, int queued) {
    long now = clock.getAsLong();
    long call = fingerprint(message.callId(), "");
    long attempt = fingerprint(message.callId(), message.topVia().map(TopVia::branch).orElse(""));
    if (admitted.contains(attempt, now)) {
      return !isFull(queued);
    }
    if (refused.contains(attempt, now)) {
      return false;
    }
    boolean passes =
        isPassable(slow, queued)
            && ((message.hasCredentials() && takeChallenged(call, now)) || takeTurn(now));
    if (!passes) {
      refused.add(attempt, now);
      return false;
    }
    admitted.add(attempt, now);
    admitted.add(call, now);
    return true;
  }

  /** Whether this call was let in and challenged; it comes back free of charge, once. */
  private boolean takeChallenged(long call, long now) {
    long used = call ^ 0x5555_5555_5555_5555L;
    if (!admitted.contains(call, now) || admitted.contains(used, now)) {
      return false;
    }
    admitted.add(used, now);
    return true;
  }

  /** An exact rate: each call moves the next free moment on by its share of a second. */
  private boolean takeTurn(long now) {
    int limit = settings.callsPerSecond();
    if (limit == 0) {
      return true;
    }
    long share = SECOND / limit;
    long earliest = Math.max(nextFreeAt, now - Math.max(BURST_NANOS, share));
    if (earliest > now) {
      return false;
    }
    nextFreeAt = earliest + share;
    return true;
  }

  private static long fingerprint(String callId, String branch) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < callId.length(); i++) {
      hash = (hash ^ callId.charAt(i)) * 0x100000001b3L;
    }
    for (int i = 0; i < branch.length(); i++) {
      hash = (hash ^ branch.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
