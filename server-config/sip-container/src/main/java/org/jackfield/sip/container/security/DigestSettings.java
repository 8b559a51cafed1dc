package org.jackfield.sip.container.security;

import java.time.Duration;
import java.util.List;

/**
 * How strict we are.
 *
 * @param algorithms what is offered, the preferred one first (RFC 8760 section 2.3)
 * @param nonceLife how long a nonce may be used
 * @param nonces how many nonces in use are remembered against replay
 * @param failuresPerMinute how many wrong answers a user may give from one source
 * @param offenders how many users and sources are remembered for that
 */
public record DigestSettings(
    List<DigestAlgorithm> algorithms,
    Duration nonceLife,
    int nonces,
    int failuresPerMinute,
    int offenders) {

  /** SHA-256, and MD5 for old phones. */
  public static final DigestSettings DEFAULT =
      new DigestSettings(
          List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
          Duration.ofSeconds(60),
          100_000,
          10,
          32_768);

  public DigestSettings {
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("At least one digest algorithm must be offered");
    }
    if (nonceLife.toMillis() < 1 || nonces < 1 || failuresPerMinute < 1 || offenders < 1) {
      throw new IllegalArgumentException("Digest limits are 1 and above");
    }
  }
}
