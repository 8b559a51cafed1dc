package org.jackfield.media;

/**
 * How the sound of a leg went.
 *
 * @param received packets of sound and keys, those that came twice among them
 * @param lost packets that never came
 * @param late packets that came after one that was sent later
 * @param concealed packets that were not there when they were to be heard, lost or too late: known
 *     where the sound is decoded, and not where it is sent on as it came
 * @param jitterMillis interarrival jitter (RFC 3550 section 6.4.1), by the turns of 20 ms in which
 *     packets are taken: what is less evens out over many packets
 * @param roundTripMillis by RTCP, 0 if unknown
 * @param meanOpinionScore estimated, 1.0 (also where nothing was heard of the peer) to 4.5; 0 where
 *     nothing was sent either
 */
public record MediaStatistics(
    long sent,
    long received,
    long lost,
    long late,
    long concealed,
    double jitterMillis,
    double roundTripMillis,
    double meanOpinionScore) {}
