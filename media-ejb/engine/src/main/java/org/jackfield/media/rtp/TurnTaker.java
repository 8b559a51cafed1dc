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

  /** Whose thread its turns come on. Any thread. */
  abstract Ticker ticker();

  /** How many legs go with it to another ticker. */
  abstract int together();

  /** What all those cost together. */
  abstract int weight();

  /** Goes to another ticker, where its weight is booked, with all that must be of the same one. */
  abstract void goTo(Ticker there);

  /** Its turn has failed by a mistake of ours: it ends, and nobody else. */
  abstract void fails(Throwable mistake);
}
