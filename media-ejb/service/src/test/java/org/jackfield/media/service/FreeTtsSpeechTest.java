package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech.SpeechFailed;
import org.jackfield.media.Speech.Voice;
import org.junit.jupiter.api.Test;

/** P2.9: the voice that is always there. */
class FreeTtsSpeechTest {

  private static final Voice MAN = new Voice("freetts", "kevin16", Map.of());

  private final FreeTtsSpeech speech = new FreeTtsSpeech(2, 60_000);

  private Sound spoken(String text, boolean markup, Voice voice) throws SpeechFailed {
    Sound sound = new Sound(SoundFormat.L16_16000);
    SoundWriter writer = new SoundWriter(sound, Duration.ofMinutes(1), new Room(1 << 30).part());
    speech.speak(new SpokenText(text, markup, "man", "en-US"), voice, writer);
    writer.end();
    return sound;
  }

  @Test
  void speaks() throws SpeechFailed {
    Sound sound = spoken("Thank you for calling. Press one for sales.", false, MAN);

    assertThat(sound.format().millis(sound.length())).isBetween(1_500L, 6_000L);
    short[] samples = Waves.samples(sound);
    assertThat(IntStream.range(0, samples.length)).anyMatch(i -> samples[i] > 3_000);
  }

  @Test
  void soundsTheSameEachTimeAndDifferentInAnotherVoice() throws SpeechFailed {
    short[] first = Waves.samples(spoken("Good morning", false, MAN));
    short[] again = Waves.samples(spoken("Good morning", false, MAN));
    Voice woman = new Voice("freetts", "kevin16", Map.of("pitch", "180"));
    short[] other = Waves.samples(spoken("Good morning", false, woman));

    assertThat(Waves.correlation(first, again, 16_000)).isGreaterThan(0.99);
    assertThat(Waves.correlation(first, other, 16_000)).isLessThan(0.7);
  }

  @Test
  void isSilentWhereTheMarkupSaysSo() throws SpeechFailed {
    Sound plain = spoken("one two", false, MAN);
    Sound broken = spoken("one <break time=\"2s\"/> two", true, MAN);

    assertThat(broken.format().millis(broken.length() - plain.length())).isBetween(1_500L, 3_500L);
  }

  // P2.14
  @Test
  void loadsEnginesUpToALimitAndGivesThemBack() throws Exception {
    assertThat(speech.engines()).isZero();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Sound>> texts =
          IntStream.range(0, 50)
              .mapToObj(i -> (Callable<Sound>) () -> spoken("Caller number " + i, false, MAN))
              .toList();
      for (Future<Sound> sound : callers.invokeAll(texts)) {
        assertThat(sound.get().length()).isPositive();
      }
    }
    assertThat(speech.engines()).as("two, as the limit is").isEqualTo(2);

    speech.shrink();
    assertThat(speech.engines()).isEqualTo(1);
  }
}
