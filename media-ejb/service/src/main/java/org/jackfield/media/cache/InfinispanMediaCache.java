package org.jackfield.media.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  /** How long a sound is kept that nobody asks the origin about: a bound for the files. */
  private static final long DAYS = 30;

  private static final String RESOURCE = "resource/";
  private static final String SOUND = "sound/";
  private static final String TEXT = "text/";
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

  private Optional<byte[]> sound(MediaKey key, MediaResource resource) {
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

  @Override
  public Optional<MediaResource> describe(MediaKey key) {
    return get(RESOURCE + key.digest()).flatMap(StoredForm::read);
  }

  @Override
  public void keep(MediaKey key, MediaResource resource, byte[] sound) {
    Optional<MediaResource> old = describe(key);
    for (int at = 0; at < sound.length; at += PIECE) {
      put(
          pieceName(key, resource, at / PIECE),
          Arrays.copyOfRange(sound, at, Math.min(sound.length, at + PIECE)));
    }
    put(RESOURCE + key.digest(), StoredForm.write(resource));
    old.filter(replaced -> !replaced.tag().equals(resource.tag()))
        .ifPresent(replaced -> removePieces(key, replaced));
  }

  @Override
  public void renew(MediaKey key, MediaResource resource) {
    if (describe(key).filter(old -> old.tag().equals(resource.tag())).isPresent()) {
      put(RESOURCE + key.digest(), StoredForm.write(resource));
    }
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
          describe(key).ifPresent(resource -> entries.add(new Entry(key, resource)));
        }
      }
    }
    return entries;
  }

  @Override
  public void keepText(MediaKey digest, String text) {
    put(TEXT + digest.digest(), text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> text(MediaKey digest) {
    return get(TEXT + digest.digest()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
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
