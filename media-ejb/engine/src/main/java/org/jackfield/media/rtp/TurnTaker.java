package org.jackfield.media.rtp;

/** Has a turn once every 20 ms: a leg, or a room with all its legs. On its ticker. */
abstract class TurnTaker {

  // Where its turns come, kept by the ticker
  int slot = -1;
  int place;

  /** Its 20 ms. */
  abstract void turn(long now);

  /** How many legs have their turn with it. */
  abstract int legs();

  /** Its turn has failed by a mistake of ours: it ends, and nobody else. */
  abstract void fails(RuntimeException mistake);
}
