package org.jackfield.media;

/** Opens the sound side of legs. Knows session descriptions, and nothing of SIP. Any thread. */
public interface MediaEngine {

  /**
   * Takes what a peer offers.
   *
   * @param offer a session description (RFC 8866)
   * @throws MediaRefused if nothing in it fits, or no port is left
   */
  MediaSession answer(String offer, MediaListener listener) throws MediaRefused;

  /**
   * Makes an offer of ours, for a call that we place or for a late offer.
   *
   * @throws MediaRefused if no port is left
   */
  MediaSession offer(MediaListener listener) throws MediaRefused;

  /**
   * Lets two hear each other until the bridge is closed; what is played to one is heard by that one
   * alone, before the other's voice.
   */
  Bridge bridge(MediaSession one, MediaSession other);

  /**
   * Opens a room, in which nobody is yet.
   *
   * @param mostMembers 1 to {@link Room#MOST_MEMBERS}
   */
  Room room(int mostMembers);

  /** Two sessions that hear each other. */
  interface Bridge extends AutoCloseable {
    @Override
    void close();
  }
}
