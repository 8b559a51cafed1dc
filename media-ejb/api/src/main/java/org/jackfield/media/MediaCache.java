package org.jackfield.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where media resources are kept, shared by all nodes. Bounded: what is kept may be gone at any
 * time, but never in part and never as something else. Entered by any thread.
 */
public interface MediaCache {

  /** A resource and its sound. */
  record Kept(MediaResource resource, byte[] sound) {}

  /** What is kept under a key. */
  Optional<Kept> find(MediaKey key);

  /** What is known of it, without its sound. */
  Optional<MediaResource> describe(MediaKey key);

  /** Keeps a sound that is all there, in place of an older one. */
  void keep(MediaKey key, MediaResource resource, byte[] sound);

  /** Takes down that a kept sound was found valid; nothing if another sound is kept by now. */
  void renew(MediaKey key, MediaResource resource);

  /**
   * Forgets a sound.
   *
   * @return whether there was one
   */
  boolean remove(MediaKey key);

  /** All that is kept, at most so many. */
  List<Entry> entries(int limit);

  /** Keeps a text that is too long for an address, under its key. */
  void keepText(MediaKey digest, String text);

  /** A text that was kept. */
  Optional<String> text(MediaKey digest);

  /**
   * Claims the making of a sound for a while, for all nodes, or claims it longer.
   *
   * @param maker who claims it, another name for each making
   * @param life after which it is free again, whatever became of the maker
   * @return whether it is the maker's: false while it is another's
   */
  boolean claim(MediaKey key, String maker, Duration life);

  /** Gives a claim back, if it is the maker's. */
  void release(MediaKey key, String maker);

  /** What is kept under which key. */
  record Entry(MediaKey key, MediaResource resource) {}
}
