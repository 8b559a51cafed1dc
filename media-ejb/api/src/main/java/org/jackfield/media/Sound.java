package org.jackfield.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Sound that may still be growing. One thread appends, any number read without a lock and without
 * waiting, among them the ticker: what has not arrived yet is simply not there.
 */
public final class Sound {

  private static final int CHUNK = 16 * 1_024;

  private final SoundFormat format;
  private final List<byte[]> chunks = new CopyOnWriteArrayList<>();
  private final List<Runnable> watchers = new ArrayList<>();

  // Written by the appending thread alone; publishes the bytes below it
  private volatile int length;
  private volatile boolean complete;
  private volatile @Nullable MediaFailure failure;

  /** A sound of which nothing is known yet. */
  public Sound(SoundFormat format) {
    this.format = format;
  }

  /** A sound that is all there. The bytes are not copied. */
  public static Sound of(SoundFormat format, byte[] bytes) {
    Sound sound = new Sound(format);
    sound.append(bytes, 0, bytes.length);
    sound.complete();
    return sound;
  }

  /** A sound that cannot be had. */
  public static Sound failed(SoundFormat format, MediaFailure failure) {
    Sound sound = new Sound(format);
    sound.fail(failure);
    return sound;
  }

  /** How the bytes are to be understood. */
  public SoundFormat format() {
    return format;
  }

  /** Bytes that are there. Grows until {@link #isComplete()} or {@link #failure()}. */
  public int length() {
    return length;
  }

  /** Whether all is there. */
  public boolean isComplete() {
    return complete;
  }

  /** Why no more will come. What had come before can still be read. */
  public Optional<MediaFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether nothing more will come, for either reason. */
  public boolean hasEnded() {
    return complete || failure != null;
  }

  /**
   * Copies what is there, from a position on. Neither waits nor allocates.
   *
   * @return the bytes copied, 0 where none are there (yet)
   */
  public int read(int position, byte[] into, int offset, int count) {
    int copied = 0;
    int wanted = Math.min(count, length - position);
    while (copied < wanted) {
      int at = position + copied;
      int within = at % CHUNK;
      int part = Math.min(wanted - copied, CHUNK - within);
      System.arraycopy(chunks.get(at / CHUNK), within, into, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  /** Adds bytes at the end. Only ever called by one thread. */
  public void append(byte[] bytes, int offset, int count) {
    int end = length;
    int done = 0;
    while (done < count) {
      int within = (end + done) % CHUNK;
      if (within == 0) {
        chunks.add(new byte[CHUNK]);
      }
      int part = Math.min(count - done, CHUNK - within);
      System.arraycopy(bytes, offset + done, chunks.get((end + done) / CHUNK), within, part);
      done += part;
    }
    length = end + count;
    tell();
  }

  /** Nothing more will come: this is all of it. */
  public void complete() {
    complete = true;
    tell();
  }

  /** Nothing more will come: the rest could not be had. */
  public void fail(MediaFailure reason) {
    failure = reason;
    tell();
  }

  /** Calls back, on the appending thread, whenever the sound has grown or ended; once at once. */
  public void watch(Runnable watcher) {
    synchronized (watchers) {
      watchers.add(watcher);
    }
    watcher.run();
  }

  /** Ends what {@link #watch} began. */
  public void unwatch(Runnable watcher) {
    synchronized (watchers) {
      watchers.remove(watcher);
    }
  }

  private void tell() {
    List<Runnable> all;
    synchronized (watchers) {
      all = List.copyOf(watchers);
    }
    all.forEach(Runnable::run);
  }
}
