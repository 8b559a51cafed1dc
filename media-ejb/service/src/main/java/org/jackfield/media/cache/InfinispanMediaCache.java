package org.jackfield.media.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.commons.util.CloseableIterator;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Uses;
import org.jspecify.annotations.Nullable;

/**
 * Keeps media in the server's own cache, which has files behind it. The server bounds its memory by
 * entries, so no entry is larger than a piece: entries times {@link #PIECE} is the bound in bytes.
 * What is known of a sound and its pieces are entries of their own, the pieces named by it: a sound
 * whose description was not written yet, or is another's by now, cannot be found, and one that
 * lacks a piece is none. Entered by any thread.
 */
public final class InfinispanMediaCache implements MediaCache {

  /** Bytes of a sound in one entry: 4 s of a telephone's. */
  public static final int PIECE = 32 * 1_024;

  /** Bytes of a sound that is not read as a whole any more: four minutes of a telephone's. */
  private static final int LONG = 2 * 1_024 * 1_024;

  /** How long a sound is kept that nobody asks the origin about: a bound for the files. */
  private static final long DAYS = 30;

  private static final String RESOURCE = "resource/";
  private static final String SOUND = "sound/";
  private static final String FORGOTTEN = "forgotten/";
  private static final String MAKING = "making/";

  private final Cache<String, byte[]> cache;

  /** On a cache of the server. */
  public InfinispanMediaCache(Cache<String, byte[]> cache) {
    this.cache = cache;
  }

  @Override
  public Optional<Kept> find(MediaKey key) {
    return describe(key)
        .flatMap(resource -> sound(key, resource).map(sound -> new Kept(resource, sound)));
  }

  @Override
  public Optional<byte[]> sound(MediaKey key, MediaResource resource) {
    byte[] sound = new byte[(int) resource.size()];
    int done = 0;
    for (int piece = 0; done < sound.length; piece++) {
      byte[] bytes = get(pieceName(key, resource, piece)).orElse(new byte[0]);
      if (bytes.length != Math.min(PIECE, sound.length - done)) {
        return Optional.empty();
      }
      System.arraycopy(bytes, 0, sound, done, bytes.length);
      done += bytes.length;
    }
    return Optional.of(sound);
  }

  /** A long one is read piece by piece: all were written, and are going to expire, together. */
  @Override
  public Optional<Sound> open(MediaKey key, MediaResource resource, SoundFormat format) {
    int length = (int) resource.size();
    if (length <= LONG) {
      return sound(key, resource).map(bytes -> Sound.of(format, bytes));
    }
    Pieces pieces = new Pieces(key, resource);
    boolean isThere =
        pieces.piece(0).length == PIECE && pieces.piece((length - 1) / PIECE).length > 0;
    return isThere ? Optional.of(Sound.ofPieces(format, length, pieces)) : Optional.empty();
  }

  /** The pieces of one sound, the one that was read last at hand. Entered by any thread. */
  private final class Pieces implements Sound.Pieces {

    private final MediaKey key;
    private final MediaResource resource;
    private volatile Piece last = new Piece(-1, new byte[0]);

    Pieces(MediaKey key, MediaResource resource) {
      this.key = key;
      this.resource = resource;
    }

    @Override
    public int size() {
      return PIECE;
    }

    @Override
    public byte[] piece(int number) {
      Piece found = last;
      if (found.number() != number) {
        found = new Piece(number, get(pieceName(key, resource, number)).orElse(new byte[0]));
        last = found;
      }
      return found.bytes();
    }
  }

  private record Piece(int number, byte[] bytes) {}

  @Override
  public Optional<MediaResource> describe(MediaKey key) {
    return stored(key).map(StoredForm.Stored::resource);
  }

  private Optional<StoredForm.Stored> stored(MediaKey key) {
    return get(RESOURCE + key.digest()).flatMap(StoredForm::read);
  }

  @Override
  public void keep(MediaKey key, MediaResource resource, byte[] sound) {
    keep(key, resource, Sound.of(SoundFormat.PCMU_8000, sound));
  }

  /** In whatever format: its bytes are kept as they are. */
  @Override
  public void keep(MediaKey key, MediaResource resource, Sound sound) {
    Optional<MediaResource> old = describe(key);
    for (int at = 0; at < sound.length(); at += PIECE) {
      byte[] piece = new byte[Math.min(PIECE, sound.length() - at)];
      if (sound.read(at, piece, 0, piece.length) != piece.length) {
        throw new IllegalStateException("A piece of a sound is gone");
      }
      put(pieceName(key, resource, at / PIECE), piece);
    }
    put(RESOURCE + key.digest(), StoredForm.write(resource, Uses.none(resource.made())));
    old.filter(replaced -> !replaced.tag().equals(resource.tag()))
        .ifPresent(replaced -> removePieces(key, replaced));
  }

  @Override
  public void renew(MediaKey key, MediaResource resource) {
    stored(key)
        .filter(old -> old.resource().tag().equals(resource.tag()))
        .ifPresent(old -> put(RESOURCE + key.digest(), StoredForm.write(resource, old.uses())));
  }

  @Override
  public boolean count(MediaKey key, long more, Instant now) {
    Optional<StoredForm.Stored> known = stored(key);
    // If another sound is kept in between, this one lacks pieces that it names, and is made again
    known.ifPresent(old ->
        put(RESOURCE + key.digest(), StoredForm.write(old.resource(), old.uses().plus(more, now))));
    return known.isPresent();
  }

  @Override
  public boolean remove(MediaKey key) {
    Optional<MediaResource> old = describe(key);
    cache.remove(RESOURCE + key.digest());
    old.ifPresent(resource -> removePieces(key, resource));
    return old.isPresent();
  }

  private void removePieces(MediaKey key, MediaResource resource) {
    for (long at = 0; at < resource.size(); at += PIECE) {
      cache.remove(pieceName(key, resource, (int) (at / PIECE)));
    }
  }

  @Override
  public List<Entry> entries(int limit) {
    List<Entry> entries = new ArrayList<>();
    try (CloseableIterator<String> names = cache.keySet().iterator()) {
      while (names.hasNext() && entries.size() < limit) {
        String name = names.next();
        if (name.startsWith(RESOURCE)) {
          MediaKey key = new MediaKey(name.substring(RESOURCE.length()));
          stored(key).ifPresent(it -> entries.add(new Entry(key, it.resource(), it.uses())));
        }
      }
    }
    return entries;
  }

  @Override
  public long forgettings(String what) {
    return get(FORGOTTEN + what).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
  }

  @Override
  public void countForgetting(String what, Duration life) {
    // Two at the same moment may count as one: what matters is that it is another number
    long next = Math.max(forgettings(what) + 1, System.currentTimeMillis());
    cache.put(
        FORGOTTEN + what,
        ByteBuffer.allocate(Long.BYTES).putLong(next).array(),
        life.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean claim(MediaKey key, String maker, Duration life) {
    byte[] mine = maker.getBytes(StandardCharsets.UTF_8);
    byte @Nullable [] other =
        cache.putIfAbsent(MAKING + key.digest(), mine, life.toMillis(), TimeUnit.MILLISECONDS);
    if (other == null) {
      return true;
    }
    if (!Arrays.equals(other, mine)) {
      return false;
    }
    cache.put(MAKING + key.digest(), mine, life.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  @Override
  public void release(MediaKey key, String maker) {
    if (get(MAKING + key.digest())
        .filter(mine -> Arrays.equals(mine, maker.getBytes(StandardCharsets.UTF_8)))
        .isPresent()) {
      cache.remove(MAKING + key.digest());
    }
  }

  private static String pieceName(MediaKey key, MediaResource resource, int piece) {
    return SOUND + key.digest() + '/' + resource.tag() + '/' + piece;
  }

  private Optional<byte[]> get(String name) {
    byte @Nullable [] value = cache.get(name);
    return Optional.ofNullable(value);
  }

  private void put(String name, byte[] value) {
    cache.put(name, value, DAYS, TimeUnit.DAYS);
  }
}
