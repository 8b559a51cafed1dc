package org.jackfield.media;

import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaLayer.Asker;

/** Answers for every media address: from the cache, or by making it. Entered by any thread. */
public interface MediaLibrary {

  /**
   * Asks for a sound and waits until its first part is there, or it is known that none will come:
   * within the limit set for it.
   */
  MediaAnswer open(MediaAddress address, Asker asker);

  /** Answers at once, if that can be done from what is kept. */
  Optional<MediaAnswer.Found> atHand(MediaAddress address, Asker asker);

  /** Asks for a sound as a file, and waits until it is whole. */
  FileAnswer openFile(FileAddress address, Asker asker);

  /** What {@link #openFile} answers. */
  sealed interface FileAnswer {}

  /** The file, or the text in UTF-8, and what is known of it. */
  record WholeFile(byte[] bytes, MediaResource resource, MediaAnswer.Source source)
      implements FileAnswer {}

  /** It cannot be had. */
  record NoFile(MediaFailure failure) implements FileAnswer {}

  /** Keeps a text that is too long for an address, as one of who tells it. */
  void keepText(String text, Asker asker);

  /**
   * Another value after each time that an account has forgotten something: what others have kept of
   * it before may be used no more. As it was a quarter of a second ago at most.
   */
  String edition(String account);

  /** What is kept for an account, at most so many. */
  List<MediaCache.Entry> kept(String account, int limit);

  /**
   * Forgets what is kept for an account under one address, which may be one as it is {@link
   * MediaAddress#shown() shown}; with a sound the files that were made of it.
   *
   * @return whether it was kept
   */
  boolean remove(KeptAddress address, String account);

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
   * @param engines of speech that are loaded, now: there are more while more is spoken
   */
  record Statistics(
      long hits,
      long misses,
      long revalidated,
      long made,
      long failed,
      long unkept,
      int making,
      int waiting,
      int engines) {}
}
