package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaRequest.HoldMusic;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.MediaRequest.Tone;
import org.jackfield.media.MediaResource;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech;
import org.jackfield.media.cache.MemoryMediaCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P2.6, P2.7, P2.20, P2.25, P2.27: once made, at hand; made once however many ask. */
class CachingMediaLibraryTest {

  private static final SpokenText HELLO = new SpokenText("Hello", false, "man", "en-US");

  @TempDir private Path folder;

  /**
   * An engine of the name that the built-in table has, which says so many milliseconds of sweep.
   */
  private static final class ScriptedSpeech implements Speech {
    final AtomicInteger spoken = new AtomicInteger();
    final CountDownLatch mayEnd;
    final boolean breaks;

    ScriptedSpeech(int latch, boolean breaks) {
      mayEnd = new CountDownLatch(latch);
      this.breaks = breaks;
    }

    @Override
    public String name() {
      return "freetts";
    }

    @Override
    public String edition() {
      return "scripted";
    }

    @Override
    public void speak(SpokenText text, Voice voice, Samples into) throws SpeechFailed {
      spoken.incrementAndGet();
      into.rate(16_000);
      short[] sweep = Waves.sweep(16_000, 500);
      into.take(sweep, sweep.length);
      try {
        assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
      if (breaks) {
        throw new SpeechFailed(new MediaFailure(13520, "hoarse"));
      }
      into.take(sweep, sweep.length);
    }
  }

  @Test
  void findsAtHandWhatWasMade() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
      Found hit = fixture.found(HELLO);

      assertThat(hit.source()).isEqualTo(Source.HIT);
      assertThat(hit.sound().length()).isEqualTo(8_000);
      assertThat(fixture.library().statistics().made()).isEqualTo(1);
    }
  }

  @Test
  void makesOnceWhatAHundredWantAtOnce() throws Exception {
    ScriptedSpeech speech = new ScriptedSpeech(1, false);
    try (LibraryFixture fixture = new LibraryFixture(folder, speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<MediaAnswer> ask = () -> fixture.ask(HELLO, LibraryFixture.ASKER);
      List<Future<MediaAnswer>> answers =
          IntStream.range(0, 100).mapToObj(caller -> callers.submit(ask)).toList();
      for (Future<MediaAnswer> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Found.class);
      }
      speech.mayEnd.countDown();
      fixture.found(HELLO);

      assertThat(speech.spoken).hasValue(1);
    }
  }

  @Test
  void answersWhileItIsStillMaking() {
    ScriptedSpeech speech = new ScriptedSpeech(1, false);
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      Found growing = (Found) fixture.ask(HELLO, LibraryFixture.ASKER);

      assertThat(growing.sound().hasEnded()).isFalse();
      assertThat(growing.sound().length()).isPositive();
      speech.mayEnd.countDown();
      LibraryFixture.awaitEnd(growing.sound());
      assertThat(growing.sound().length()).isEqualTo(8_000);
    }
  }

  @Test
  void keepsNothingOfWhatWasNotMadeToItsEnd() {
    ScriptedSpeech speech = new ScriptedSpeech(0, true);
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      MediaAnswer answer = fixture.ask(HELLO, LibraryFixture.ASKER);
      if (answer instanceof Found broken) {
        LibraryFixture.awaitEnd(broken.sound());
        assertThat(broken.sound().failure()).map(MediaFailure::code).contains(13520);
        assertThat(broken.sound().isComplete()).isFalse();
      }

      assertThat(fixture.cache.entries(10)).isEmpty();
    }
  }

  @Test
  void makesAgainWhatWasForgotten() {
    ScriptedSpeech speech = new ScriptedSpeech(0, false);
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      fixture.found(HELLO);
      assertThat(fixture.library().kept("AC1", 10)).hasSize(1);
      assertThat(fixture.library().kept("AC2", 10)).isEmpty();

      assertThat(fixture.library().removeAll("AC1")).isEqualTo(1);
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
      assertThat(fixture.library().remove(MediaAddress.of(HELLO, SoundFormat.PCMU_8000), "AC1"))
          .isTrue();
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
    }
  }

  @Test
  void speaksATextThatItWasToldBefore() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      SpokenText essay = new SpokenText("word ".repeat(800), false, "man", "en-US");

      assertThat(fixture.failure(essay).code()).isEqualTo(11410);
      fixture.library().keepText(essay.text());
      assertThat(fixture.found(essay).sound().length()).isEqualTo(8_000);
    }
  }

  @Test
  void saysWhichVoiceItHasNot() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      MediaFailure failure = fixture.failure(new SpokenText("Hallo", false, "alice", "de-DE"));

      assertThat(failure.code()).isEqualTo(13520);
      assertThat(failure.message()).isEqualTo("No voice 'alice' speaks 'de-DE' here");
    }
  }

  @Test
  void makesTonesAndHoldMusic() {
    try (LibraryFixture fixture = new LibraryFixture(folder)) {
      assertThat(fixture.found(new Tone("beep", 500)).sound().length()).isEqualTo(4_000);
      assertThat(fixture.found(new HoldMusic()).sound().length()).isEqualTo(32 * 8_000);
      assertThat(fixture.failure(new Tone("gong", 500)).code()).isEqualTo(13420);
    }
  }

  @Test
  void isMadeOnceByTwoNodes() throws Exception {
    ScriptedSpeech one = new ScriptedSpeech(1, false);
    ScriptedSpeech two = new ScriptedSpeech(0, false);
    MemoryMediaCache shared = new MemoryMediaCache(50_000_000);
    try (LibraryFixture first = new LibraryFixture(folder, shared, Map.of(), one);
        LibraryFixture second =
            new LibraryFixture(folder.resolve("second"), shared, Map.of(), two);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      first.ask(HELLO, LibraryFixture.ASKER);
      Future<Found> answer = callers.submit(() -> second.found(HELLO));
      while (second.library().statistics().making() == 0) {
        Thread.onSpinWait();
      }
      one.mayEnd.countDown();

      assertThat(answer.get(60, TimeUnit.SECONDS).source()).isEqualTo(Source.HIT);
      assertThat(one.spoken).hasValue(1);
      assertThat(two.spoken).hasValue(0);
    }
  }

  @Test
  void isMadeByAnotherNodeWhenTheFirstHasDied() {
    ScriptedSpeech speech = new ScriptedSpeech(0, false);
    MemoryMediaCache shared = new MemoryMediaCache(50_000_000);
    shared.claim(
        MediaAddress.of(HELLO, SoundFormat.PCMU_8000).key(), "dead", Duration.ofMillis(500));
    try (LibraryFixture fixture = new LibraryFixture(folder, shared, Map.of(), speech)) {
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
    }
  }

  @Test
  void answersWhatCannotBeKept() {
    MemoryMediaCache full =
        new MemoryMediaCache(50_000_000) {
          @Override
          public void keep(MediaKey key, MediaResource resource, byte[] sound) {
            throw new IllegalStateException("No space left on device");
          }
        };
    try (LibraryFixture fixture =
        new LibraryFixture(folder, full, Map.of(), new ScriptedSpeech(0, false))) {
      assertThat(fixture.found(HELLO).sound().length()).isEqualTo(8_000);
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
      assertThat(fixture.library().statistics().unkept()).isEqualTo(2);
    }
  }
}
