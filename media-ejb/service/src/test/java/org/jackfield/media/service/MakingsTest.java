package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Speech;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P2.14: the slow sounds of one account keep nobody else waiting. */
class MakingsTest {

  private static final int PLACES = 8;

  @TempDir private Path folder;

  private static SpokenText text(String words) {
    return new SpokenText(words, false, "man", "en-US");
  }

  /** Says what is slow once it may. */
  private static final class SlowSpeech implements Speech {
    final CountDownLatch mayEnd = new CountDownLatch(1);

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
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (fixture.library().statistics().waiting() < 20 - PLACES / 2) {
        assertThat(System.nanoTime() - deadline).isNegative();
        Thread.onSpinWait();
      }

      assertThat(fixture.found(text("quick"), new Asker("AC2", "CA2")).sound().length())
          .isEqualTo(800);
      speech.mayEnd.countDown();
    }
  }
}
