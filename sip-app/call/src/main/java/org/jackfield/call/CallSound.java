package org.jackfield.call;

/**
 * How the sound of a call went, for its record.
 *
 * @param received packets of sound and keys, those that came twice among them
 * @param lost packets that never came
 * @param late packets that came after one that was sent later
 * @param concealed packets that were not there when they were to be heard
 * @param jitterMillis interarrival jitter (RFC 3550 section 6.4.1)
 * @param roundTripMillis by RTCP, 0 if unknown
 * @param meanOpinionScore estimated, 1.0 to 4.5; 0 where nothing was sent either
 */
public record CallSound(
    long sent,
    long received,
    long lost,
    long late,
    long concealed,
    double jitterMillis,
    double roundTripMillis,
    double meanOpinionScore) {}
