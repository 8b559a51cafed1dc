package org.jackfield.media.rtp;

import org.jackfield.media.MediaStatistics;

/** Estimates what a listener thinks of a leg, by the E-model (ITU-T G.107) in its short form. */
final class Quality {

  private static final double BEST = 93.2;
  private static final double LOWEST = 1.0;
  private static final double HIGHEST = 4.5;
  // A percent of loss costs so much where it is concealed
  private static final double COST_OF_LOSS = 2.5;
  private static final double FRAME_AND_CODEC = 30;

  private Quality() {}

  static MediaStatistics of(Counters counters) {
    long received = counters.received();
    long lost = Math.max(0, counters.lost());
    double jitter = counters.jitterMillis();
    double roundTrip = counters.roundTripMillis();
    long missing = Math.max(lost, counters.concealed());
    double percent = received == 0 ? 100 : 100.0 * missing / (received + lost);
    double delay = roundTrip / 2 + 2 * jitter + FRAME_AND_CODEC;
    boolean any = counters.sent() + received > 0;
    return new MediaStatistics(
        counters.sent(),
        received,
        lost,
        counters.late(),
        counters.concealed(),
        jitter,
        roundTrip,
        any ? opinion(percent, delay) : 0);
  }

  /** The mean opinion score for a loss in percent and a delay one way in milliseconds. */
  static double opinion(double percentLost, double delayMillis) {
    double impairment = delayMillis < 160 ? delayMillis / 40 : 4 + (delayMillis - 160) / 10;
    double rating = BEST - impairment - COST_OF_LOSS * percentLost;
    if (rating <= 0) {
      return LOWEST;
    }
    double score = 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
    return Math.clamp(score, LOWEST, HIGHEST);
  }
}
