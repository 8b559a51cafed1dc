package org.jackfield.media.rtp;

/** Something that is said to the peer, 20 ms at a time. Used by the leg's ticker alone. */
interface Voice {

  /** What became of a turn. */
  enum Turn {
    /** 20 ms have been said. */
    SAID,
    /** Nothing is there yet, something will come. */
    WAITS,
    /** It is over, nothing has been said in this turn. */
    ENDED
  }

  /** Says the next 20 ms. */
  Turn say(Speaker speaker, long now);

  /** It is over or has been replaced: tells so. */
  void ended();
}
