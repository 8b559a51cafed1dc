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
import org.jackfield.instruction.Dial;
import org.jackfield.media.FileAddress;
import org.jackfield.media.Freshness;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest.HoldMusic;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.MediaRequest.Tone;
import org.jackfield.media.MediaResource;
import org.jackfield.media.RecordingLibrary;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech;
import org.jackfield.media.Uses;
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

  /** One whose disk is full. */
  private static final class FullCache extends MemoryMediaCache {
    FullCache() {
      super(50_000_000);
    }

    @Override
    public void keep(MediaKey key, MediaResource resource, byte[] sound) {
      throw new IllegalStateException("No space left on device");
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
      KeptAddress hello = KeptAddress.of(MediaAddress.of(HELLO, SoundFormat.PCMU_8000));
      assertThat(fixture.library().remove(hello, "AC1")).isTrue();
      assertThat(fixture.library().remove(hello, "AC1")).isFalse();
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
    }
  }

  @Test
  void speaksATextThatItWasToldBefore() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      SpokenText essay = new SpokenText("word ".repeat(800), false, "man", "en-US");

      assertThat(fixture.failure(essay).code()).isEqualTo(11410);
      fixture.library().keepText(essay.text(), LibraryFixture.ASKER);
      assertThat(fixture.found(essay).sound().length()).isEqualTo(8_000);
    }
  }

  @Test
  void forgetsTextsThatItWasToldWithAllOfTheAccount() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      SpokenText essay = new SpokenText("word ".repeat(800), false, "man", "en-US");
      fixture.library().keepText(essay.text(), LibraryFixture.ASKER);
      fixture.library().keepText(essay.text(), new Asker("AC2", "CA2"));

      assertThat(fixture.library().kept("AC1", 10))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.resource().address()).startsWith("/media/text.txt?digest=");
            assertThat(entry.resource().size()).isEqualTo(4_000);
          });
      assertThat(fixture.library().removeAll("AC1")).isEqualTo(1);
      assertThat(fixture.failure(essay).code()).isEqualTo(11410);
    }
  }

  @Test
  void tellsThatAnAccountHasForgottenSomething() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      String before = fixture.library().edition("AC1");
      fixture.found(HELLO);
      assertThat(fixture.library().edition("AC1")).isEqualTo(before);

      fixture.library().removeAll("AC1");
      assertThat(fixture.library().edition("AC1")).isNotEqualTo(before);
      assertThat(fixture.library().edition("AC2")).isEqualTo(before);
    }
  }

  @Test
  void saysWhichVoiceItHasNot() {
    try (LibraryFixture fixture =
        new LibraryFixture(
            folder, Map.of("espeak", "no-such-program"), new ScriptedSpeech(0, false))) {
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
      for (String country : Dial.RING_TONES) {
        // whole periods, the longest of which has six seconds
        assertThat(fixture.found(new Tone("ringback-" + country, 6_000)).sound().length())
            .as(country)
            .isBetween(4 * 8_000, 6 * 8_000);
      }
      assertThat(fixture.found(new Tone("ringback-de", 6_000)).sound().length())
          .isEqualTo(5 * 8_000);
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
    try (LibraryFixture fixture =
        new LibraryFixture(folder, new FullCache(), Map.of(), new ScriptedSpeech(0, false))) {
      assertThat(fixture.found(HELLO).sound().length()).isEqualTo(8_000);
      assertThat(fixture.found(HELLO).source()).isEqualTo(Source.MISS);
      assertThat(fixture.library().statistics().unkept()).isEqualTo(2);
    }
  }

  @Test
  void givesFilesAndSpeaksLongTextsOnAFullDisk() {
    SpokenText essay = new SpokenText("word ".repeat(800), false, "man", "en-US");
    FileAddress file =
        new FileAddress(MediaAddress.of(HELLO, SoundFormat.L16_16000), RecordingLibrary.Form.MP3);
    try (LibraryFixture fixture =
        new LibraryFixture(folder, new FullCache(), Map.of(), new ScriptedSpeech(0, false))) {
      assertThat(fixture.library().openFile(file, LibraryFixture.ASKER))
          .isInstanceOfSatisfying(
              MediaLibrary.WholeFile.class, mp3 -> assertThat(mp3.bytes()).isNotEmpty());
      fixture.library().keepText(essay.text(), LibraryFixture.ASKER);
      assertThat(fixture.found(essay).sound().length()).isEqualTo(8_000);
    }
  }

  @Test
  void refusesWhatIsTooLargeForTheMemory() {
    Map<String, String> set = Map.of("making-bytes", "12000");
    try (LibraryFixture fixture = new LibraryFixture(folder, set, new ScriptedSpeech(0, false))) {
      MediaAnswer answer = fixture.ask(HELLO, LibraryFixture.ASKER);
      if (answer instanceof Found found) {
        LibraryFixture.awaitEnd(found.sound());
        answer = new MediaAnswer.Failed(found.sound().failure().orElseThrow());
      }

      assertThat(answer)
          .isEqualTo(
              new MediaAnswer.Failed(
                  new MediaFailure(13420, "The sound is larger than 6000 bytes in the form pcmu")));
      assertThat(fixture.cache.entries(10)).isEmpty();
    }
  }

  @Test
  void countsHowOftenASoundWasAnswered() {
    try (LibraryFixture fixture = new LibraryFixture(folder, new ScriptedSpeech(0, false))) {
      fixture.found(HELLO);
      // Who hears the end may hear it before it is counted
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (fixture.library().kept("AC1", 1).getFirst().uses().count() == 0) {
        assertThat(System.nanoTime() - deadline).as("ns past the deadline").isNegative();
      }
      fixture.clock.move(Duration.ofMinutes(1));
      fixture.found(HELLO);
      fixture.found(HELLO);

      assertThat(fixture.library().kept("AC1", 10))
          .singleElement()
          .satisfies(
              entry -> assertThat(entry.uses()).isEqualTo(new Uses(3, fixture.clock.instant())));
    }
  }

  @Test
  void forgetsWhatWasNotUsedForLongestWhereTooMuchIsKept() {
    MemoryMediaCache cache = new MemoryMediaCache(50_000_000);
    MovableClock clock = new MovableClock();
    // Each of these sounds weighs 9,024 bytes
    Stock stock = new Stock(cache, 90_000, clock);
    for (int i = 0; i < 20; i++) {
      SpokenText text = new SpokenText("Number " + i, false, "man", "en-US");
      MediaAddress address = MediaAddress.of(text, SoundFormat.PCMU_8000);
      Freshness fresh = Freshness.ofOwn(clock.instant(), Duration.ofHours(1));
      stock.keep(
          address.key(),
          new MediaResource(
              address.text(), "AC1", "t", clock.instant(), 8_000, fresh, Map.of(), Map.of()),
          new byte[8_000]);
      clock.move(Duration.ofSeconds(1));
    }
    MediaKey first =
        MediaAddress.of(new SpokenText("Number 0", false, "man", "en-US"), SoundFormat.PCMU_8000)
            .key();
    stock.used(first);

    assertThat(stock.makeRoom()).isEqualTo(12);
    assertThat(cache.describe(first)).isPresent();
    assertThat(cache.entries(100)).hasSize(8);
    assertThat(stock.makeRoom()).as("nothing has come since").isZero();
  }
}
