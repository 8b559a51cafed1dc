package org.jackfield.media;

/**
 * How the sound of a leg went.
 *
 * @param jitterMillis interarrival jitter (RFC 3550 section 6.4.1)
 * @param roundTripMillis by RTCP, 0 if unknown
 * @param meanOpinionScore estimated, 1.0 to 4.5
 */
public record MediaStatistics(
    long sent,
    long received,
    long lost,
    long late,
    double jitterMillis,
    double roundTripMillis,
    double meanOpinionScore) {}
