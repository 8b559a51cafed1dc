package org.jackfield.media.rtp;

/** Something that is said to the peer, 20 ms at a time. Used by the leg's ticker alone. */
interface Voice {

  /** Nothing is there yet, something will come. */
  int NOTHING_YET = -2;

  /** It is over. */
  int ENDED = -1;

  /**
   * Writes the payload of the next packet.
   *
   * @return its bytes (0 where this frame need not be sent), {@link #NOTHING_YET} or {@link #ENDED}
   */
  int fill(byte[] out, int at, Outlet outlet);

  /** It is over or has been replaced: tells so. */
  void ended();
}
