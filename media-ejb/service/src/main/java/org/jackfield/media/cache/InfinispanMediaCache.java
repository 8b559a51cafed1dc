package org.jackfield.media.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Keeps media in the server's own cache, which bounds it by bytes and has files behind it. What is
 * known of a sound and the sound are two entries, the second named by the first: a sound whose
 * description was not written yet, or is another's by now, cannot be found. Entered by any thread.
 */
public final class InfinispanMediaCache implements MediaCache {

  /** How long a sound is kept that nobody asks the origin about: a bound for the files. */
  private static final long DAYS = 30;

  private static final String RESOURCE = "resource/";
  private static final String SOUND = "sound/";
  private static final String TEXT = "text/";

  private final Cache<String, byte[]> cache;

  /** On a cache of the server. */
  public InfinispanMediaCache(Cache<String, byte[]> cache) {
    this.cache = cache;
  }

  @Override
  public Optional<Kept> find(MediaKey key) {
    return describe(key)
        .flatMap(resource ->
            get(soundName(key, resource))
                .filter(sound -> sound.length == resource.size())
                .map(sound -> new Kept(resource, sound)));
  }

  @Override
  public Optional<MediaResource> describe(MediaKey key) {
    return get(RESOURCE + key.digest()).flatMap(StoredForm::read);
  }

  @Override
  public void keep(MediaKey key, MediaResource resource, byte[] sound) {
    Optional<MediaResource> old = describe(key);
    put(soundName(key, resource), sound);
    put(RESOURCE + key.digest(), StoredForm.write(resource));
    old.filter(replaced -> !replaced.tag().equals(resource.tag()))
        .ifPresent(replaced -> cache.remove(soundName(key, replaced)));
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
    old.ifPresent(resource -> cache.remove(soundName(key, resource)));
    return old.isPresent();
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

  private static String soundName(MediaKey key, MediaResource resource) {
    return SOUND + key.digest() + '/' + resource.tag();
  }

  private Optional<byte[]> get(String name) {
    byte @Nullable [] value = cache.get(name);
    return Optional.ofNullable(value);
  }

  private void put(String name, byte[] value) {
    cache.put(name, value, DAYS, TimeUnit.DAYS);
  }
}
