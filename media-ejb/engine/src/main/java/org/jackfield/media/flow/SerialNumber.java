package org.jackfield.media.flow;

/**
 * Arithmetic of numbers that wrap around: RTP's sequence numbers of 16 bits and timestamps of 32
 * (RFC 3550 section 5.1, RFC 1982 section 3). Stateless: any thread.
 */
public final class SerialNumber {

  private SerialNumber() {}

  /** How far it is from one sequence number to another, -32768 to 32767; negative is backwards. */
  public static int sequenceDistance(int from, int to) {
    return (short) (to - from);
  }

  /** The sequence number so many further, which may be negative. */
  public static int sequencePlus(int sequence, int steps) {
    return (sequence + steps) & 0xFFFF;
  }

  /** Whether the first sequence number is the earlier one. */
  public static boolean sequenceBefore(int one, int other) {
    return sequenceDistance(one, other) > 0;
  }

  /** How far it is from one timestamp to another; negative is backwards. */
  public static int timestampDistance(int from, int to) {
    return to - from;
  }

  /** Whether the first timestamp is the earlier one. */
  public static boolean timestampBefore(int one, int other) {
    return timestampDistance(one, other) > 0;
  }

  /**
   * The number without end that a sequence number stands for, nearest to one that is known: counts
   * the times it has wrapped (RFC 3550 appendix A.1).
   */
  public static long extendSequence(long near, int sequence) {
    return near + sequenceDistance((int) near & 0xFFFF, sequence & 0xFFFF);
  }

  /** The time without end that a timestamp stands for, nearest to one that is known. */
  public static long extendTimestamp(long near, int timestamp) {
    return near + timestampDistance((int) near, timestamp);
  }
}
