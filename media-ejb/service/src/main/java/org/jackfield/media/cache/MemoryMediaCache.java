package org.jackfield.media.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Uses;

/** Keeps media in the memory of this process, up to so many bytes. Entered by any thread. */
public class MemoryMediaCache implements MediaCache {

  /** Roughly what an entry weighs beside its sound. */
  private static final int OVERHEAD = 1_024;

  private final long most;
  private final Map<MediaKey, Uses> uses = new HashMap<>();
  private final Map<MediaKey, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Long> forgotten = new HashMap<>();
  private final Map<MediaKey, Claim> claims = new HashMap<>();
  private long bytes;

  /** With room for so many bytes. */
  public MemoryMediaCache(long most) {
    this.most = most;
  }

  @Override
  public synchronized Optional<Kept> find(MediaKey key) {
    return Optional.ofNullable(kept.get(key));
  }

  @Override
  public synchronized Optional<byte[]> sound(MediaKey key, MediaResource resource) {
    return find(key).filter(kept -> kept.resource().tag().equals(resource.tag())).map(Kept::sound);
  }

  @Override
  public synchronized Optional<MediaResource> describe(MediaKey key) {
    return find(key).map(Kept::resource);
  }

  @Override
  public synchronized void keep(MediaKey key, MediaResource resource, byte[] sound) {
    remove(key);
    if (weight(sound.length) <= most) {
      kept.put(key, new Kept(resource, sound.clone()));
      uses.put(key, Uses.none(resource.made()));
      bytes += weight(sound.length);
      shrink();
    }
  }

  @Override
  public synchronized void renew(MediaKey key, MediaResource resource) {
    Kept old = kept.get(key);
    if (old != null && old.resource().tag().equals(resource.tag())) {
      kept.put(key, new Kept(resource, old.sound()));
    }
  }

  @Override
  public synchronized boolean count(MediaKey key, long more, Instant now) {
    return uses.computeIfPresent(key, (same, before) -> before.plus(more, now)) != null;
  }

  @Override
  public synchronized boolean remove(MediaKey key) {
    Kept old = kept.remove(key);
    uses.remove(key);
    bytes -= old == null ? 0 : weight(old.sound().length);
    return old != null;
  }

  @Override
  public synchronized List<Entry> entries(int limit) {
    return kept.entrySet().stream()
        .limit(limit)
        .map(entry ->
            new Entry(
                entry.getKey(),
                entry.getValue().resource(),
                uses.getOrDefault(entry.getKey(), Uses.none(entry.getValue().resource().made()))))
        .toList();
  }

  @Override
  public synchronized long forgettings(String what) {
    return forgotten.getOrDefault(what, 0L);
  }

  @Override
  public synchronized void countForgetting(String what, Duration life) {
    forgotten.merge(what, 1L, Long::sum);
  }

  @Override
  public synchronized boolean claim(MediaKey key, String maker, Duration life) {
    Claim other = claims.get(key);
    long now = System.nanoTime();
    if (other != null && !other.maker().equals(maker) && other.end() - now > 0) {
      return false;
    }
    claims.put(key, new Claim(maker, now + life.toNanos()));
    return true;
  }

  @Override
  public synchronized void release(MediaKey key, String maker) {
    Claim claim = claims.get(key);
    if (claim != null && claim.maker().equals(maker)) {
      claims.remove(key);
    }
  }

  private record Claim(String maker, long end) {}

  private void shrink() {
    while (bytes > most && !kept.isEmpty()) {
      remove(kept.keySet().iterator().next());
    }
  }

  private static long weight(int size) {
    return (long) size + OVERHEAD;
  }
}
