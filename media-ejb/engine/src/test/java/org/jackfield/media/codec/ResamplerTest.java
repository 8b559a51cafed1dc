package org.jackfield.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jackfield.media.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

  @ParameterizedTest
  @CsvSource({"8000,16000", "8000,48000", "16000,48000", "16000,8000", "48000,8000", "48000,16000"})
  void keepsAVoiceAsItWas(int from, int to) {
    short[] there = resample(Signals.speech(from, 1_000), from, to);
    short[] wanted = Signals.speech(to, 1_000);
    assertThat(there).hasSameSizeAs(wanted);
    assertThat(Signals.correlation(wanted, there, to / 100)).isGreaterThan(0.98);
    short[] back = resample(there, to, from);
    assertThat(Signals.correlation(Signals.speech(from, 1_000), back, from / 100))
        .isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource({"16000,8000,5000", "48000,8000,4700", "48000,16000,9000", "48000,16000,20000"})
  void letsNothingThroughThatTheLowerRateCannotHold(int from, int to, int hertz) {
    short[] out = resample(Signals.sine(from, 500, hertz, 20_000), from, to);
    assertThat(Signals.level(out, 1_000, out.length - 1_000)).isLessThan(-70);
  }

  @ParameterizedTest
  @CsvSource({
    "8000,16000,3400",
    "8000,48000,3400",
    "16000,48000,7000",
    "16000,8000,3400",
    "48000,8000,3400"
  })
  void keepsTheBandAsLoudAsItWas(int from, int to, int hertz) {
    short[] in = Signals.sine(from, 500, hertz, 20_000);
    short[] out = resample(in, from, to);
    double difference =
        Signals.level(out, 1_000, out.length - 1_000) - Signals.level(in, 500, in.length - 500);
    assertThat(difference).isBetween(-0.5, 0.5);
  }

  @ParameterizedTest
  @CsvSource({"8000,16000", "8000,48000", "48000,8000", "16000,8000"})
  void doesNotHearWhereFramesBegin(int from, int to) {
    short[] in = Signals.speech(from, 200);
    short[] inTwenties = resample(in, from, to);
    short[] inTens = new short[inTwenties.length];
    Resampler resampler = new Resampler(from, to);
    int made = 0;
    for (int at = 0; at < in.length; at += from / 100) {
      made += resampler.resample(in, at, from / 100, inTens, made);
    }
    assertThat(inTens).isEqualTo(inTwenties);
  }

  @Test
  void copiesWhereTheRatesAreTheSame() {
    short[] in = Signals.speech(16_000, 100);
    assertThat(resample(in, 16_000, 16_000)).isEqualTo(in);
  }

  @Test
  void clipsWhatOvershoots() {
    short[] square = new short[1_600];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 8 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] out = resample(square, 8_000, 48_000);
    for (int i = 600; i < out.length - 48; i += 96) {
      // 48 samples of one sign follow 48 of the other: nothing has wrapped round
      assertThat(Math.abs(out[i + 24] - out[i + 25])).isLessThan(40_000);
    }
  }

  @Test
  void refusesOtherRates() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resampler(44_100, 8_000))
        .withMessageContaining("44100");
  }

  private static short[] resample(short[] in, int from, int to) {
    Resampler resampler = new Resampler(from, to);
    short[] out = new short[(int) ((long) in.length * to / from)];
    int frame = from / 50;
    int made = 0;
    for (int at = 0; at < in.length; at += frame) {
      made += resampler.resample(in, at, frame, out, made);
    }
    assertThat(made).isEqualTo(out.length);
    return out;
  }
}
