package org.jackfield.media.rtp;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How many packets a leg asks for in a turn. A peer with an even clock has sent one since the last
 * turn: whether there is a second one is asked when there was none the last time, and now and then,
 * for the question costs half as much as a packet. Of one leg, on its ticker.
 */
final class Intake {

  // More in one turn is a flood: the rest waits in the kernel, which drops what is too much
  private static final int MOST_PACKETS = 16;
  private static final int TURNS_TO_EMPTY = 50;
  private static final int TURNS_CROWDED = 25;
  // A peer that sends in pairs looks as if it were on the edge, and is moved ever less often
  private static final int LONGEST_PAUSE = 64 * TURNS_TO_EMPTY;
  // The ticker has not run for a while: more than one packet of each peer waits
  private static final long LATE_NANOS = 30_000_000L;

  // Not all legs do at once what they do now and then
  private int turns = ThreadLocalRandom.current().nextInt(TURNS_TO_EMPTY);
  private int crowded = TURNS_CROWDED;
  private long before;
  private boolean missed;
  private boolean thorough;
  private boolean onTheEdge;
  private int edgePause = TURNS_TO_EMPTY;
  private int notBefore;

  /** Another turn; whether all that has come is taken in it. */
  boolean turn(long now) {
    turns++;
    boolean late = now - before > LATE_NANOS;
    before = now;
    thorough = late || missed || crowded > 0 || turns % TURNS_TO_EMPTY == 0;
    return thorough;
  }

  /** So many packets at most. */
  int most() {
    return thorough ? MOST_PACKETS : 1;
  }

  /** So many there were. */
  void took(int packets) {
    onTheEdge = missed && packets == 2 && turns - notBefore >= 0;
    missed = packets == 0;
    crowded = packets > 1 ? TURNS_CROWDED : Math.max(0, crowded - 1);
  }

  /**
   * Whether the peer's packets come about the moment of the turn, one a little after it and the
   * next a little before: then a turn brings none and another two, and whoever they are relayed to
   * hears twice the jitter. A turn some milliseconds later has each of them. To be asked once a
   * turn: who says yes says no for the next second, and for twice as long after each, 64 s at most.
   */
  boolean takesLaterTurn() {
    if (onTheEdge) {
      notBefore = turns + edgePause;
      edgePause = Math.min(2 * edgePause, LONGEST_PAUSE);
    }
    return onTheEdge;
  }

  /** Whether this is one of every so many turns. */
  boolean isEvery(int number) {
    return turns % number == 0;
  }
}
