package org.jackfield.sip.container;

import java.time.Duration;

/**
 * When a new call is answered 503 instead of being served. Requests within a dialog and responses
 * are never refused, only bounded.
 *
 * @param callsPerSecond initial requests admitted each second; 0 for no limit
 * @param maxQueueWait an initial request is refused while the oldest message before it has waited
 *     longer than this, once that has been so for half a second
 * @param queueCapacity messages waiting in all, above which even in-dialog ones are dropped for the
 *     peer to send again
 * @param retryAfterMin least seconds of the Retry-After of a refusal
 * @param retryAfterMax most seconds; each refusal draws between the two so that peers do not return
 *     together
 */
public record AdmissionSettings(
    int callsPerSecond,
    Duration maxQueueWait,
    int queueCapacity,
    int retryAfterMin,
    int retryAfterMax) {
  public static final AdmissionSettings DEFAULT =
      new AdmissionSettings(0, Duration.ofMillis(200), 20_000, 5, 30);

  public AdmissionSettings {
    if (callsPerSecond < 0) {
      throw new IllegalArgumentException("Calls per second cannot be " + callsPerSecond);
    }
    if (maxQueueWait.isNegative() || maxQueueWait.isZero()) {
      throw new IllegalArgumentException("The longest wait in the queue must be above 0");
    }
    if (queueCapacity < 1) {
      throw new IllegalArgumentException("The queue must hold at least 1 message");
    }
    if (retryAfterMin < 0 || retryAfterMax < retryAfterMin) {
      throw new IllegalArgumentException(
          "Retry-After must lie in a range, not " + retryAfterMin + " to " + retryAfterMax);
    }
  }
}
