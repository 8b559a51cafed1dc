package org.jackfield.media;

import java.time.Duration;
import java.time.Instant;
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

  /** The sound of what was described, if it is still that which is kept. */
  Optional<byte[]> sound(MediaKey key, MediaResource resource);

  /** The same as a sound, of which a long one is not in memory as a whole. */
  default Optional<Sound> open(MediaKey key, MediaResource resource, SoundFormat format) {
    return sound(key, resource).map(bytes -> Sound.of(format, bytes));
  }

  /** What is known of it, without its sound. */
  Optional<MediaResource> describe(MediaKey key);

  /** Keeps a sound that is all there, in place of an older one. */
  void keep(MediaKey key, MediaResource resource, byte[] sound);

  /** The same of what has come to its end, without a copy of it where that can be helped. */
  default void keep(MediaKey key, MediaResource resource, Sound sound) {
    keep(key, resource, sound.bytes());
  }

  /** Takes down that a kept sound was found valid; nothing if another sound is kept by now. */
  void renew(MediaKey key, MediaResource resource);

  /**
   * Takes down that a kept sound was answered so many times more.
   *
   * @return whether it is kept
   */
  boolean count(MediaKey key, long more, Instant now);

  /**
   * Forgets a sound.
   *
   * @return whether there was one
   */
  boolean remove(MediaKey key);

  /** All that is kept, at most so many. */
  List<Entry> entries(int limit);

  /**
   * How often something was forgotten, counted for all nodes: another number after each time.
   *
   * @param what whatever is counted, such as what an account has forgotten
   */
  long forgettings(String what);

  /**
   * Something was forgotten.
   *
   * @param life for which that is known at least
   */
  void countForgetting(String what, Duration life);

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

  /** What is kept under which key, and how often it was used. */
  record Entry(MediaKey key, MediaResource resource, Uses uses) {}
}
