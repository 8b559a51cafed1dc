package org.jackfield.media;

import java.util.List;
import org.jackfield.media.MediaLayer.Asker;

/** Answers for every media address: from the cache, or by making it. Entered by any thread. */
public interface MediaLibrary {

  /**
   * Asks for a sound and waits until its first part is there, or it is known that none will come:
   * within the limit set for it.
   */
  MediaAnswer open(MediaAddress address, Asker asker);

  /** Whether {@link #open} will answer at once, from what is kept. */
  boolean isAtHand(MediaAddress address, Asker asker);

  /** Keeps a text that is too long for an address. */
  void keepText(String text);

  /** What is kept for an account, at most so many. */
  List<MediaResource> kept(String account, int limit);

  /**
   * Forgets one sound of an account, in this format.
   *
   * @return whether it was kept
   */
  boolean remove(MediaAddress address, String account);

  /**
   * Forgets all sounds of an account.
   *
   * @return how many
   */
  int removeAll(String account);

  /** How it went since the start, on this node. */
  Statistics statistics();

  /**
   * Figures of this node since its start.
   *
   * @param hits answered from what was kept
   * @param misses that had to be made
   * @param revalidated asked for at the origin and found valid
   * @param made makings that ended well
   * @param failed makings that did not
   * @param unkept that ended well and could not be kept, as on a full disk
   * @param making going on now
   * @param waiting for a place among those, now
   */
  record Statistics(
      long hits,
      long misses,
      long revalidated,
      long made,
      long failed,
      long unkept,
      int making,
      int waiting) {}
}
