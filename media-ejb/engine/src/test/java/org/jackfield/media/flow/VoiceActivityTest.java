package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.media.Signals;
import org.jackfield.media.flow.VoiceActivity.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityTest {

  private static final int FRAME = 160;

  private final VoiceActivity activity = new VoiceActivity();
  private final List<String> told = new ArrayList<>();
  private int millis;

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 200, 400})
  void tellsTheStartAndTheFinalSilenceOnceEachInAnyNoise(int noise) {
    activity.listenForSilence(1_000);
    hear(Signals.noise(8_000, 900, noise, 1));
    hear(Signals.sum(Signals.speech(8_000, 4_000), Signals.noise(8_000, 4_000, noise, 2)));
    int end = millis;
    hear(Signals.noise(8_000, 5_000, noise, 3));
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("SPEECH_STARTED");
    assertThat(at(0)).isBetween(900, 1_300);
    assertThat(told.get(1)).startsWith("SILENCE_LASTED");
    assertThat(at(1)).isBetween(end + 600, end + 1_100);
  }

  @Test
  void doesNotEndInThePausesOfAVoice() {
    activity.listenForSilence(600);
    hear(Signals.speech(8_000, 10_000));
    assertThat(told).hasSize(1);
    assertThat(activity.isSpeaking()).isTrue();
  }

  @Test
  void getsUsedToANoiseThatStays() {
    hear(Signals.noise(8_000, 2_000, 30, 4));
    hear(Signals.noise(8_000, 10_000, 700, 5));
    assertThat(activity.isSpeaking()).isFalse();
    hear(Signals.sum(Signals.speech(8_000, 1_000), Signals.noise(8_000, 1_000, 700, 6)));
    assertThat(told.getLast()).startsWith("SPEECH_STARTED");
  }

  @Test
  void isNotStartedByAClick() {
    short[] click = new short[8_000];
    for (int i = 4_000; i < 4_200; i++) {
      click[i] = 20_000;
    }
    hear(click);
    assertThat(told).isEmpty();
  }

  @Test
  void tellsSilenceAgainOnceSomebodyHasSpoken() {
    activity.listenForSilence(500);
    hear(new short[8_000]);
    hear(Signals.speech(8_000, 1_000));
    hear(new short[8_000]);
    assertThat(told.stream().map(what -> what.split(" ", -1)[0]))
        .containsExactly("SILENCE_LASTED", "SPEECH_STARTED", "SILENCE_LASTED");
    activity.restartSilence();
    hear(new short[8_000]);
    assertThat(told).hasSize(4);
    activity.listenForSilence(0);
    hear(new short[80_000]);
    assertThat(told).hasSize(4);
  }

  private int at(int index) {
    return Integer.parseInt(told.get(index).split(" ", -1)[1]);
  }

  private void hear(short[] sound) {
    for (int at = 0; at < sound.length; at += FRAME) {
      Heard heard = activity.accept(sound, at, FRAME);
      millis += 20;
      if (heard != Heard.NOTHING_NEW) {
        told.add(heard + " " + millis);
      }
    }
  }
}
