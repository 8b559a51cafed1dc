package org.jackfield.media.flow;

/**
 * How long a packet has to wait so that those behind it are in time: learns how late packets are
 * against the earliest ones, and asks for a delay that covers 97 of 100. Old observations fade over
 * some 15 seconds. Times in microseconds. One thread.
 */
final class PlayoutDelay {

  private static final int BIN_MICROS = 5_000;
  private static final int BINS = 128;
  private static final float FADE = 0.9985f;
  private static final float COVERED = 0.97f;

  // The earliest transit of this and of the last stretch: clocks drift, so old ones are forgotten
  private static final int PACKETS_OF_STRETCH = 250;

  private final int minMicros;
  private final int maxMicros;
  private final float[] bins = new float[BINS];

  private long earliest;
  private long earliestOfStretch;
  private int packetsOfStretch;
  private boolean known;
  private float weight;
  private int target;

  PlayoutDelay(int minMillis, int maxMillis) {
    minMicros = minMillis * 1_000;
    maxMicros = maxMillis * 1_000;
    target = minMicros;
  }

  /** Takes the transit time of a packet: arrival less its timestamp, on any common scale. */
  void observe(long transit) {
    if (!known) {
      known = true;
      earliest = transit;
      earliestOfStretch = transit;
    }
    earliest = Math.min(earliest, transit);
    earliestOfStretch = packetsOfStretch == 0 ? transit : Math.min(earliestOfStretch, transit);
    packetsOfStretch++;
    if (packetsOfStretch == PACKETS_OF_STRETCH) {
      earliest = earliestOfStretch;
      packetsOfStretch = 0;
    }
    int bin = (int) Math.min(BINS - 1, (transit - earliest) / BIN_MICROS);
    bins[bin] += 1 - FADE;
    weight = weight * FADE + (1 - FADE);
    for (int i = 0; i < BINS; i++) {
      bins[i] *= FADE;
    }
    target = Math.max(minMicros, Math.min(maxMicros, quantile()));
  }

  /** Forgets where zero is, and keeps what is known of the network: the sender's clock jumped. */
  void rebase() {
    known = false;
    packetsOfStretch = 0;
  }

  /** Whether something has been observed since the beginning or the last jump. */
  boolean isKnown() {
    return known;
  }

  /** The transit of a packet that lost no time. */
  long earliest() {
    return earliest;
  }

  /** The delay to play with. */
  int target() {
    return target;
  }

  private int quantile() {
    float covered = 0;
    for (int i = 0; i < BINS; i++) {
      covered += bins[i];
      if (covered >= COVERED * weight * FADE) {
        return (i + 1) * BIN_MICROS;
      }
    }
    return maxMicros;
  }
}
