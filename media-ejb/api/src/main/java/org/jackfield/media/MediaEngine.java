package org.jackfield.media;

/** Opens the sound side of legs. Knows session descriptions, and nothing of SIP. Any thread. */
public interface MediaEngine {

  /**
   * Takes what a peer offers.
   *
   * @param offer a session description (RFC 8866)
   * @throws MediaRefused if nothing in it fits, or no port is left
   */
  default MediaSession answer(String offer, MediaListener listener) throws MediaRefused {
    return answer(offer, listener, SoundPolicy.USUAL);
  }

  /** The same with a peer of whom something special holds, for the whole session. */
  MediaSession answer(String offer, MediaListener listener, SoundPolicy policy) throws MediaRefused;

  /**
   * Makes an offer of ours, for a call that we place or for a late offer.
   *
   * @throws MediaRefused if no port is left
   */
  default MediaSession offer(MediaListener listener) throws MediaRefused {
    return offer(listener, SoundPolicy.USUAL);
  }

  /** The same to a peer of whom something special holds, for the whole session. */
  MediaSession offer(MediaListener listener, SoundPolicy policy) throws MediaRefused;

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

  /** How the sound of this node went since its start. */
  Figures figures();

  /**
   * Sums over all sessions that are open or have ended.
   *
   * @param open sessions that are open now
   * @param ended sessions that have ended
   * @param dropped packets that were of no use: malformed, of strangers, of types nobody agreed on
   * @param skipped frames that legs missed because the machine did not let the engine run
   * @param meanOpinionScore the mean of the sessions that heard anything, 0 if none did
   */
  record Figures(
      int open,
      long ended,
      long sent,
      long received,
      long lost,
      long late,
      long dropped,
      long skipped,
      double meanOpinionScore) {}

  /** Two sessions that hear each other. */
  interface Bridge extends AutoCloseable {
    @Override
    void close();
  }
}
