package org.jackfield.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jackfield.media.Signals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 48_000})
  void goesOnWithASteadyToneAsIfNothingHadBeenLost(int rate) {
    short[] tone = Signals.sine(rate, 200, 150, 10_000);
    short[] heard = tone.clone();
    int frame = rate / 50;
    Concealment concealment = new Concealment(rate);
    for (int at = 0; at < heard.length; at += frame) {
      if (at == 5 * frame) {
        concealment.conceal(heard, at, frame);
      } else {
        concealment.heard(heard, at, frame);
      }
    }
    assertThat(Signals.correlation(tone, heard)).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 48_000})
  void isCloserToTheVoiceThanSilenceWhereEachTenthFrameIsLost(int rate) {
    short[] voice = Signals.speech(rate, 2_000);
    short[] heard = voice.clone();
    short[] gaps = voice.clone();
    int frame = rate / 50;
    Concealment concealment = new Concealment(rate);
    for (int at = 0; at < heard.length; at += frame) {
      if (at / frame % 10 == 9) {
        concealment.conceal(heard, at, frame);
        Arrays.fill(gaps, at, at + frame, (short) 0);
      } else {
        concealment.heard(heard, at, frame);
      }
    }
    assertThat(Signals.correlation(voice, heard)).isGreaterThan(Signals.correlation(voice, gaps));
    assertThat(Signals.correlation(voice, heard)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 48_000})
  void isSilentAfterSixtyMilliseconds(int rate) {
    short[] voice = Signals.sine(rate, 100, 200, 20_000);
    short[] made = new short[rate / 10];
    Concealment concealment = new Concealment(rate);
    concealment.heard(voice, 0, voice.length);
    concealment.conceal(made, 0, made.length);
    int sixty = rate / 1_000 * 60;
    assertThat(Signals.level(made, 0, rate / 100)).isGreaterThan(-10);
    assertThat(Signals.level(made, sixty, made.length - sixty)).isLessThan(-100);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 48_000})
  void isSilentBeforeAnythingWasHeard(int rate) {
    short[] made = Signals.sine(rate, 20, 200, 20_000);
    new Concealment(rate).conceal(made, 0, made.length);
    assertThat(made).containsOnly(0);
  }
}
