package org.jackfield.media.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.Freshness;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Uses;
import org.junit.jupiter.api.Test;

/** What every media cache promises. */
interface MediaCacheContract {

  MediaKey KEY = MediaKey.of("/media/speech.pcmu?text=hello");
  Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  /** An empty one, with room for 100 kB of sound and not for 1 MB. */
  MediaCache cache();

  static MediaResource resource(String tag, long size) {
    return new MediaResource(
        "/media/speech.pcmu?text=hello",
        "AC1",
        tag,
        NOW,
        size,
        new Freshness(
            NOW,
            Duration.ofSeconds(3),
            Optional.of(Duration.ofHours(1)),
            Use.SHARED,
            Duration.ZERO),
        Map.of("ETag", "\"x\""),
        Map.of("accept", "audio/*"));
  }

  @Test
  default void findsNothingUnderAnUnknownKey() {
    assertThat(cache().find(KEY)).isEmpty();
    assertThat(cache().describe(KEY)).isEmpty();
  }

  @Test
  default void findsWhatItKeeps() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t1", 3), new byte[] {1, 2, 3});

    assertThat(cache.describe(KEY)).contains(resource("t1", 3));
    assertThat(cache.find(KEY))
        .hasValueSatisfying(kept -> {
          assertThat(kept.resource()).isEqualTo(resource("t1", 3));
          assertThat(kept.sound()).containsExactly(1, 2, 3);
        });
  }

  @Test
  default void putsANewSoundInPlaceOfTheOld() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t1", 3), new byte[] {1, 2, 3});
    cache.keep(KEY, resource("t2", 2), new byte[] {4, 5});

    assertThat(cache.find(KEY))
        .hasValueSatisfying(kept -> assertThat(kept.sound()).containsExactly(4, 5));
    assertThat(cache.entries(10)).hasSize(1);
  }

  @Test
  default void takesDownThatASoundIsStillValid() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t1", 3), new byte[] {1, 2, 3});
    Freshness renewed = Freshness.ofOwn(NOW.plusSeconds(60), Duration.ofMinutes(5));
    cache.renew(KEY, resource("t1", 3).validated(renewed, Map.of()));

    assertThat(cache.describe(KEY)).map(MediaResource::freshness).contains(renewed);
    assertThat(cache.find(KEY)).isPresent();
  }

  @Test
  default void doesNotCallAnotherSoundValid() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t2", 2), new byte[] {4, 5});
    cache.renew(KEY, resource("t1", 3));

    assertThat(cache.describe(KEY)).map(MediaResource::tag).contains("t2");
  }

  @Test
  default void forgetsWhatIsRemoved() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t1", 3), new byte[] {1, 2, 3});

    assertThat(cache.remove(KEY)).isTrue();
    assertThat(cache.remove(KEY)).isFalse();
    assertThat(cache.find(KEY)).isEmpty();
    assertThat(cache.entries(10)).isEmpty();
  }

  @Test
  default void keepsASoundThatHasComeToItsEnd() {
    MediaCache cache = cache();
    byte[] bytes = new byte[70_000];
    new java.util.Random(2).nextBytes(bytes);
    Sound sound = new Sound(SoundFormat.PCMU_8000);
    sound.append(bytes, 0, bytes.length);
    sound.complete();
    cache.keep(KEY, resource("t1", bytes.length), sound);

    assertThat(cache.find(KEY))
        .hasValueSatisfying(kept -> assertThat(kept.sound()).isEqualTo(bytes));
  }

  @Test
  default void countsWhatAnAccountForgets() {
    MediaCache cache = cache();
    long before = cache.forgettings("AC1");
    cache.countForgetting("AC1", Duration.ofMinutes(1));
    long after = cache.forgettings("AC1");
    cache.countForgetting("AC1", Duration.ofMinutes(1));

    assertThat(after).isGreaterThan(before);
    assertThat(cache.forgettings("AC1")).isGreaterThan(after);
    assertThat(cache.forgettings("AC2")).isZero();
  }

  @Test
  default void staysWithinItsBytes() {
    MediaCache cache = cache();
    for (int i = 0; i < 200; i++) {
      cache.keep(MediaKey.of("sound " + i), resource("t", 20_000), new byte[20_000]);
    }
    long found = 0;
    for (int i = 0; i < 200; i++) {
      found += cache.find(MediaKey.of("sound " + i)).isPresent() ? 1 : 0;
    }

    assertThat(found).isBetween(1L, 50L);
  }

  @Test
  default void keepsALongSoundWhole() {
    MediaCache cache = cache();
    byte[] sound = new byte[100_001];
    new java.util.Random(1).nextBytes(sound);
    cache.keep(KEY, resource("t1", sound.length), sound);

    assertThat(cache.find(KEY))
        .hasValueSatisfying(kept -> assertThat(kept.sound()).isEqualTo(sound));
    assertThat(cache.remove(KEY)).isTrue();
    assertThat(cache.find(KEY)).isEmpty();
  }

  @Test
  default void letsOneMakeASoundAtATime() {
    MediaCache cache = cache();
    MediaKey key = MediaKey.of("to be made");

    assertThat(cache.claim(key, "one", Duration.ofMinutes(1))).isTrue();
    assertThat(cache.claim(key, "another", Duration.ofMinutes(1))).isFalse();
    assertThat(cache.claim(key, "one", Duration.ofMinutes(1))).as("claimed longer").isTrue();
    cache.release(key, "another");
    assertThat(cache.claim(key, "another", Duration.ofMinutes(1))).isFalse();
    cache.release(key, "one");
    assertThat(cache.claim(key, "another", Duration.ofMinutes(1))).isTrue();
    cache.release(key, "another");
  }

  @Test
  default void freesWhatADeadMakerHasClaimed() {
    MediaCache cache = cache();
    MediaKey key = MediaKey.of("to be made by the dead");
    cache.claim(key, "dead", Duration.ofMillis(50));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean free = false;
    while (!free && System.nanoTime() < deadline) {
      free = cache.claim(key, "heir", Duration.ofMinutes(1));
      Thread.onSpinWait();
    }

    assertThat(free).isTrue();
    cache.release(key, "heir");
  }

  @Test
  default void countsHowOftenASoundIsUsed() {
    MediaCache cache = cache();
    cache.keep(KEY, resource("t1", 3), new byte[] {1, 2, 3});
    Instant later = NOW.plusSeconds(60);

    assertThat(cache.count(KEY, 2, NOW)).isTrue();
    assertThat(cache.count(KEY, 3, later)).isTrue();
    cache.renew(KEY, resource("t1", 3));

    assertThat(cache.entries(10))
        .containsExactly(new MediaCache.Entry(KEY, resource("t1", 3), new Uses(5, later)));
    assertThat(cache.count(MediaKey.of("another"), 1, NOW)).isFalse();
  }
}
