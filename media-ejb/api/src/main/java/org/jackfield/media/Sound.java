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

  // In place of chunks, of what was all there from the beginning
  private byte @Nullable [] whole;
  private @Nullable Pieces pieces;

  // Written by the appending thread alone; publishes the bytes below it
  private volatile int length;
  private volatile boolean complete;
  private volatile @Nullable MediaFailure failure;
  private volatile @Nullable MediaFailure remark;

  /** A sound of which nothing is known yet. */
  public Sound(SoundFormat format) {
    this.format = format;
  }

  /** A sound that is all there. The bytes are not copied. */
  public static Sound of(SoundFormat format, byte[] bytes) {
    Sound sound = new Sound(format);
    sound.whole = bytes;
    sound.length = bytes.length;
    sound.complete = true;
    return sound;
  }

  /**
   * A sound that is all there, and kept in pieces elsewhere: each is fetched when it is read. So it
   * may wait, and a piece that is gone ends it early: it is not for the ticker.
   */
  public static Sound ofPieces(SoundFormat format, int length, Pieces pieces) {
    Sound sound = new Sound(format);
    sound.pieces = pieces;
    sound.length = length;
    sound.complete = true;
    return sound;
  }

  /** Where the pieces of a sound are. Entered by any thread. */
  public interface Pieces {

    /** Bytes of each but the last. */
    int size();

    /** One of them, counted from 0; empty where it is gone. */
    byte[] piece(int number);
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

  /** It is to be heard, and something is to be told of it all the same. */
  public void remark(MediaFailure what) {
    remark = what;
  }

  /** What is to be told of it, though it is heard: that it is an old one, and why. */
  public Optional<MediaFailure> remark() {
    return Optional.ofNullable(remark);
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
    int wanted = Math.min(count, length - position);
    byte[] all = whole;
    if (all != null) {
      System.arraycopy(all, Math.min(position, all.length), into, offset, Math.max(0, wanted));
      return Math.max(0, wanted);
    }
    Pieces elsewhere = pieces;
    if (elsewhere != null) {
      return copy(elsewhere, position, into, offset, wanted);
    }
    int copied = 0;
    while (copied < wanted) {
      int at = position + copied;
      int within = at % CHUNK;
      int part = Math.min(wanted - copied, CHUNK - within);
      System.arraycopy(chunks.get(at / CHUNK), within, into, offset + copied, part);
      copied += part;
    }
    return copied;
  }

  /**
   * A copy of all that is there.
   *
   * @throws IllegalStateException if a piece is gone
   */
  public byte[] bytes() {
    byte[] bytes = new byte[length];
    if (read(0, bytes, 0, bytes.length) != bytes.length) {
      throw new IllegalStateException("A piece of a sound is gone");
    }
    return bytes;
  }

  private static int copy(Pieces from, int position, byte[] into, int offset, int wanted) {
    int copied = 0;
    while (copied < wanted) {
      int at = position + copied;
      byte[] piece = from.piece(at / from.size());
      int within = at % from.size();
      int part = Math.min(wanted - copied, piece.length - within);
      if (part <= 0) {
        break;
      }
      System.arraycopy(piece, within, into, offset + copied, part);
      copied += part;
    }
    return Math.max(0, copied);
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
