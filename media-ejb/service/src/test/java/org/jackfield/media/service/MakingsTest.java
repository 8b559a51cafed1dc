package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech;
import org.jackfield.media.cache.MemoryMediaCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made while others want the same, or something else, or want it forgotten. */
class MakingsTest {

  private static final int PLACES = 8;

  @TempDir private Path folder;

  private static SpokenText text(String words) {
    return new SpokenText(words, false, "man", "en-US");
  }

  /** Says what is slow once it may. */
  private static final class SlowSpeech implements Speech {
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final AtomicInteger begun = new AtomicInteger();

    @Override
    public String name() {
      return "freetts";
    }

    @Override
    public String edition() {
      return "slow";
    }

    @Override
    public void speak(SpokenText text, Voice voice, Samples into) {
      begun.incrementAndGet();
      try {
        if (text.text().startsWith("slow")) {
          assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
        }
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
      into.rate(8_000);
      into.take(new short[800], 800);
    }
  }

  // P2.14
  @Test
  void makesWhatOneAccountWantsWhileAnotherWaitsForTwentySlowSounds() {
    SlowSpeech speech = new SlowSpeech();
    Map<String, String> set = Map.of("places", Integer.toString(PLACES));
    try (LibraryFixture fixture = new LibraryFixture(folder, set, speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        SpokenText slow = text("slow " + i);
        callers.submit(() -> fixture.found(slow));
      }
      until(() -> fixture.library().statistics().waiting() >= 20 - PLACES / 2);

      assertThat(fixture.found(text("quick"), new Asker("AC2", "CA2")).sound().length())
          .isEqualTo(800);
      speech.mayEnd.countDown();
    }
  }

  private static void until(BooleanSupplier fact) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.onSpinWait();
    }
  }

  private static KeptAddress addressOf(SpokenText text) {
    return KeptAddress.of(MediaAddress.of(text, SoundFormat.PCMU_8000));
  }

  @Test
  void keepsNothingThatWasBegunBeforeItWasForgotten() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    SpokenText slow = text("slow");
    try (LibraryFixture fixture = new LibraryFixture(folder, speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Found> before = callers.submit(() -> fixture.found(slow));
      until(() -> speech.begun.get() == 1);

      fixture.library().remove(addressOf(slow), "AC1");
      speech.mayEnd.countDown();

      assertThat(before.get(60, TimeUnit.SECONDS).sound().length()).isEqualTo(800);
      assertThat(fixture.library().kept("AC1", 10)).isEmpty();
      assertThat(fixture.found(slow).source()).isEqualTo(Source.MISS);
      assertThat(fixture.found(slow).source()).isEqualTo(Source.HIT);
    }
  }

  @Test
  void keepsNothingThatWasBegunBeforeAllWasForgotten() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    SpokenText slow = text("slow");
    try (LibraryFixture fixture = new LibraryFixture(folder, speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Found> before = callers.submit(() -> fixture.found(slow));
      until(() -> speech.begun.get() == 1);

      fixture.library().removeAll("AC1");
      speech.mayEnd.countDown();

      before.get(60, TimeUnit.SECONDS);
      assertThat(fixture.library().kept("AC1", 10)).isEmpty();
    }
  }

  /** Who asks afterwards does not even wait for it: it may hang, and be forgotten for that. */
  private void asksAgain(LibraryFixture asked, SlowSpeech speech, Runnable forgetting)
      throws Exception {
    SpokenText slow = text("slow");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      callers.submit(() -> asked.found(slow));
      until(() -> speech.begun.get() == 1);
      forgetting.run();

      Future<Found> after = callers.submit(() -> asked.found(slow));
      until(() -> speech.begun.get() == 2);
      speech.mayEnd.countDown();

      assertThat(after.get(60, TimeUnit.SECONDS).source()).isEqualTo(Source.MISS);
      assertThat(asked.library().kept("AC1", 10)).hasSize(1);
      assertThat(asked.found(slow).source()).isEqualTo(Source.HIT);
    }
  }

  @Test
  void sharesNothingThatWasBegunBeforeItWasForgotten() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      asksAgain(fixture, speech, () -> fixture.library().remove(addressOf(text("slow")), "AC1"));
    }
  }

  @Test
  void sharesNothingThatWasBegunBeforeAnotherAccountForgotIt() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      asksAgain(fixture, speech, () -> fixture.library().remove(addressOf(text("slow")), "AC2"));
    }
  }

  @Test
  void sharesNothingThatWasBegunBeforeAllWasForgotten() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    try (LibraryFixture fixture = new LibraryFixture(folder, speech)) {
      asksAgain(fixture, speech, () -> fixture.library().removeAll("AC1"));
    }
  }

  @Test
  void keepsNothingThatWasBegunBeforeAnotherNodeForgotIt() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    SpokenText slow = text("slow");
    MemoryMediaCache shared = new MemoryMediaCache(50_000_000);
    try (LibraryFixture one = new LibraryFixture(folder, shared, Map.of(), speech);
        LibraryFixture other =
            new LibraryFixture(folder.resolve("other"), shared, Map.of(), speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Found> before = callers.submit(() -> one.found(slow));
      until(() -> speech.begun.get() == 1);

      other.library().remove(addressOf(slow), "AC1");
      speech.mayEnd.countDown();

      before.get(60, TimeUnit.SECONDS);
      assertThat(one.library().kept("AC1", 10)).isEmpty();
      assertThat(one.found(slow).source()).isEqualTo(Source.MISS);
    }
  }

  @Test
  void keepsWhatIsMadeWhileSomethingElseIsForgotten() throws Exception {
    SlowSpeech speech = new SlowSpeech();
    SpokenText slow = text("slow");
    try (LibraryFixture fixture = new LibraryFixture(folder, speech);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      fixture.found(text("quick"));
      Future<Found> before = callers.submit(() -> fixture.found(slow));
      until(() -> speech.begun.get() == 2);

      assertThat(fixture.library().remove(addressOf(text("quick")), "AC1")).isTrue();
      speech.mayEnd.countDown();

      before.get(60, TimeUnit.SECONDS);
      assertThat(fixture.found(slow).source()).isEqualTo(Source.HIT);
    }
  }
}
