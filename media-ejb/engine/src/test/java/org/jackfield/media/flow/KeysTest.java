package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jackfield.media.Signals;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are made and keys that are heard. */
class KeysTest {

  private static final String ALL = "1234567890*#ABCD";

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 48_000})
  void hearsEachKeyOnce(int rate) {
    assertThat(heard(press(ALL, rate, 100, 100), rate)).isEqualTo(ALL);
  }

  @Test
  void hearsTheSameKeyAgainAndShortOnes() {
    // Q.24 annex A: 40 ms of tone and 40 of pause are enough
    assertThat(heard(press("11223#", 8_000, 40, 40), 8_000)).isEqualTo("11223#");
  }

  @Test
  void hearsALongKeyOnce() {
    assertThat(heard(press("5", 8_000, 3_000, 100), 8_000)).isEqualTo("5");
  }

  @Test
  void doesNotHearATooShortKey() {
    for (int lead = 0; lead < 102; lead++) {
      short[] sound = new short[800];
      short[] key = press("5", 8_000, 20, 20);
      System.arraycopy(key, 0, sound, lead, 160);
      assertThat(heard(sound, 8_000)).isEmpty();
    }
  }

  @Test
  void isNotReleasedByAGapOfTenMilliseconds() {
    short[] key = press("7", 8_000, 200, 100);
    Arrays.fill(key, 800, 880, (short) 0);
    assertThat(heard(key, 8_000)).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({"4,true", "-8,true", "9,false", "-13,false"})
  void obeysTheLimitsOfTwist(double columnLouder, boolean isKey) {
    assertThat(heard(pair(770, 1_336, 4_000, 4_000 * Math.pow(10, columnLouder / 20)), 8_000))
        .isEqualTo(isKey ? "5" : "");
  }

  @ParameterizedTest
  @CsvSource({"1.015,true", "0.985,true", "1.035,false", "0.965,false"})
  void obeysTheLimitsOfFrequency(double factor, boolean isKey) {
    for (int i = 0; i < ALL.length(); i++) {
      char key = ALL.charAt(i);
      short[] sound =
          pair(Keys.rowHertz(key) * factor, Keys.columnHertz(key) * factor, 5_000, 5_000);
      assertThat(heard(sound, 8_000)).isEqualTo(isKey ? String.valueOf(key) : "");
    }
  }

  @ParameterizedTest
  @CsvSource({"150,true", "60,false"})
  void obeysTheLimitOfLoudness(double amplitude, boolean isKey) {
    assertThat(heard(pair(770, 1_336, 2 * amplitude, 2 * amplitude), 8_000))
        .isEqualTo(isKey ? "5" : "");
  }

  @Test
  void hearsKeysInNoiseAndThroughACodec() {
    short[] sound = Signals.sum(press(ALL, 8_000, 80, 80), Signals.noise(8_000, 2_560, 1_800, 5));
    byte[] coded = new byte[sound.length];
    G711.encodeA(sound, 0, sound.length, coded, 0);
    G711.decodeA(coded, 0, coded.length, sound, 0);
    assertThat(heard(sound, 8_000)).isEqualTo(ALL);
  }

  @Test
  void isNotFooledByVoicesNoiseOrOneTone() {
    assertThat(heard(Signals.speech(8_000, 30_000), 8_000)).isEmpty();
    assertThat(heard(Signals.noise(8_000, 30_000, 20_000, 3), 8_000)).isEmpty();
    assertThat(heard(Signals.sine(8_000, 500, 770, 10_000), 8_000)).isEmpty();
    assertThat(heard(Signals.sine(8_000, 500, 1_336, 10_000), 8_000)).isEmpty();
    for (String country : CountryTones.countries()) {
      for (String tone : new String[] {"ringback-", "busy-", "congestion-"}) {
        short[] sound = new short[48_000];
        new ToneGenerator(CountryTones.named(tone + country).orElseThrow(), 8_000)
            .generate(sound, 0, sound.length);
        assertThat(heard(sound, 8_000)).as(tone + country).isEmpty();
      }
    }
  }

  private static short[] pair(
      double row, double column, double rowAmplitude, double columnAmplitude) {
    short[] tones =
        Signals.sum(
            Signals.sine(8_000, 100, row, rowAmplitude),
            Signals.sine(8_000, 100, column, columnAmplitude));
    return Arrays.copyOf(tones, 1_600);
  }

  private static short[] press(String keys, int rate, int millis, int pause) {
    short[] sound = new short[rate / 1_000 * (millis + pause) * keys.length() + rate / 10];
    int at = 0;
    for (int i = 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      int count = rate / 1_000 * (millis + pause);
      new ToneGenerator(Tone.key(key, millis, pause), rate).generate(sound, at, count);
      at += count;
    }
    return sound;
  }

  private static String heard(short[] sound, int rate) {
    KeyDetector detector = new KeyDetector(rate);
    StringBuilder keys = new StringBuilder();
    for (int at = 0; at + rate / 50 <= sound.length; at += rate / 50) {
      char key = detector.accept(sound, at, rate / 50);
      if (key != KeyDetector.NONE) {
        keys.append(key);
      }
    }
    return keys.toString();
  }
}
