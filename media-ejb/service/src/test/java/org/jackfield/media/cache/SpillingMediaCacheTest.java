package org.jackfield.media.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.infinispan.Cache;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.manager.DefaultCacheManager;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a cache as the server's: so many pieces in memory, all of them in files. */
class SpillingMediaCacheTest {

  private static final int PIECES = 64;
  private static final int PROMPTS = 10_000;
  private static final int SIZE = 3_000;

  @TempDir private Path folder;

  private DefaultCacheManager start() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    global.globalState().enable().persistentLocation(folder.toString());
    DefaultCacheManager container = new DefaultCacheManager(global.build());
    ConfigurationBuilder spilling = new ConfigurationBuilder();
    spilling.memory().maxCount(PIECES);
    spilling
        .persistence()
        .passivation(false)
        .addSoftIndexFileStore()
        .dataLocation(folder.resolve("data").toString())
        .indexLocation(folder.resolve("index").toString())
        .purgeOnStartup(false);
    container.defineConfiguration("media", spilling.build());
    return container;
  }

  private static byte[] sound(int number, int size) {
    byte[] sound = new byte[size];
    Arrays.fill(sound, (byte) number);
    return sound;
  }

  private static long bytesInMemory(Cache<String, byte[]> cache) {
    long bytes = 0;
    for (InternalCacheEntry<?, ?> entry : cache.getAdvancedCache().getDataContainer()) {
      bytes +=
          switch (entry.getValue()) {
            case WrappedByteArray wrapped -> wrapped.getLength();
            case byte[] plain -> plain.length;
            default -> throw new AssertionError(entry.getValue().getClass());
          };
    }
    return bytes;
  }

  @Test
  void keepsTenThousandPromptsWithinItsMemoryAndOverARestart() throws Exception {
    MediaKey longSound = MediaKey.of("long");
    byte[] minutes = sound(7, 3_000_000);
    try (DefaultCacheManager container = start()) {
      Cache<String, byte[]> cache = container.getCache("media");
      InfinispanMediaCache media = new InfinispanMediaCache(cache);
      media.keep(longSound, MediaCacheContract.resource("t", minutes.length), minutes);
      assertThat(bytesInMemory(cache))
          .as("with a sound larger than the memory")
          .isLessThanOrEqualTo((long) PIECES * InfinispanMediaCache.PIECE);
      for (int i = 0; i < PROMPTS; i++) {
        media.keep(
            MediaKey.of("prompt " + i), MediaCacheContract.resource("t", SIZE), sound(i, SIZE));
      }
      assertThat(bytesInMemory(cache))
          .as("with ten thousand prompts")
          .isLessThanOrEqualTo((long) PIECES * InfinispanMediaCache.PIECE);
      assertThat(media.entries(PROMPTS * 2)).hasSize(PROMPTS + 1);
    }
    try (DefaultCacheManager container = start()) {
      InfinispanMediaCache media = new InfinispanMediaCache(container.getCache("media"));
      assertThat(media.find(longSound))
          .hasValueSatisfying(kept -> assertThat(kept.sound()).isEqualTo(minutes));
      for (int i = 0; i < PROMPTS; i += 999) {
        byte[] sound = sound(i, SIZE);
        assertThat(media.find(MediaKey.of("prompt " + i)))
            .hasValueSatisfying(kept -> assertThat(kept.sound()).isEqualTo(sound));
      }
    }
  }

  @Test
  void readsALongSoundPieceAfterPieceAndNoPartOfOneThatIsGone() throws Exception {
    MediaKey key = MediaKey.of("long");
    byte[] bytes = new byte[3_000_001];
    new Random(5).nextBytes(bytes);
    MediaResource resource = MediaCacheContract.resource("t", bytes.length);
    try (DefaultCacheManager container = start()) {
      InfinispanMediaCache media = new InfinispanMediaCache(container.getCache("media"));
      media.keep(key, resource, bytes);

      Sound sound = media.open(key, resource, SoundFormat.L16_48000).orElseThrow();
      assertThat(sound.isComplete()).isTrue();
      assertThat(sound.bytes()).isEqualTo(bytes);
      byte[] part = new byte[70_000];
      assertThat(sound.read(31_000, part, 0, part.length)).isEqualTo(part.length);
      assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, 31_000, 101_000));
      assertThat(sound.read(bytes.length, part, 0, 10)).isZero();

      media.remove(key);
      assertThat(sound.read(1_000_000, part, 0, 10)).isZero();
      assertThatThrownBy(sound::bytes).hasMessage("A piece of a sound is gone");
      assertThat(media.open(key, resource, SoundFormat.L16_48000)).isEmpty();
    }
  }
}
