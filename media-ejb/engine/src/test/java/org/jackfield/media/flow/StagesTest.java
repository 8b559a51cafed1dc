package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.jackfield.media.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gain, level, comfort noise, tones. */
class StagesTest {

  @Test
  void gainGlidesToWhatIsWantedAndClips() {
    short[] tone = Signals.sine(8_000, 200, 400, 10_000);
    short[] out = new short[tone.length];
    Gain gain = new Gain();
    gain.apply(tone, 0, out, 0, 160);
    assertThat(gain.isUnity()).isTrue();
    gain.set(6);
    for (int at = 160; at < tone.length; at += 160) {
      gain.apply(tone, at, out, at, 160);
    }
    assertThat(out).startsWith(Arrays.copyOf(tone, 160));
    assertThat(Signals.level(out, 320, 1_280) - Signals.level(tone, 320, 1_280))
        .isBetween(5.9, 6.1);
    gain.set(100);
    gain.apply(tone, 0, out, 0, 160);
    gain.apply(tone, 0, out, 0, 160);
    assertThat(Signals.correlation(Arrays.copyOf(tone, 160), out)).isGreaterThan(0.85);
    gain.set(-100);
    gain.apply(tone, 0, out, 0, 160);
    gain.apply(tone, 0, out, 0, 160);
    assertThat(Arrays.copyOf(out, 160)).containsOnly(0);
  }

  @Test
  void meterRisesAtOnceAndFallsSlowly() {
    LevelMeter meter = new LevelMeter();
    short[] tone = Signals.sine(8_000, 20, 400, 16_384);
    meter.accept(tone, 0, 160);
    assertThat(meter.level()).isBetween(-9.1, -8.9);
    assertThat(meter.peak()).isEqualTo(16_384);
    short[] silence = new short[160];
    for (int i = 0; i < 10; i++) {
      meter.accept(silence, 0, 160);
    }
    assertThat(meter.level()).isBetween(-15.0, -10.0);
    meter.resetPeak();
    assertThat(meter.peak()).isZero();
    for (int i = 0; i < 400; i++) {
      meter.accept(silence, 0, 160);
    }
    assertThat(meter.level()).isEqualTo(Samples.SILENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {-80, -65, -50, -30})
  void comfortNoiseIsAsLoudAsItShallBe(int level) {
    short[] noise = new short[80_000];
    new ComfortNoise(level, 42).generate(noise, 0, noise.length);
    assertThat(Signals.level(noise, 0, noise.length)).isBetween(level - 1.0, level + 1.0);
  }

  @Test
  void tonesHaveTheirCadenceAndNoClicks() {
    short[] ring = new short[8 * 12_000];
    ToneGenerator generator =
        new ToneGenerator(CountryTones.named("ringback-us").orElseThrow(), 8_000);
    for (int at = 0; at < ring.length; at += 160) {
      assertThat(generator.generate(ring, at, 160)).isEqualTo(160);
    }
    assertThat(Signals.level(ring, 100, 15_800)).isBetween(-14.0, -9.0);
    assertThat(Signals.level(ring, 16_000, 32_000)).isLessThan(-100);
    assertThat(Signals.level(ring, 48_100, 15_800)).isBetween(-14.0, -9.0);
    int steepest = 0;
    for (int i = 1; i < ring.length; i++) {
      steepest = Math.max(steepest, Math.abs(ring[i] - ring[i - 1]));
    }
    assertThat(steepest).isLessThan(6_500);
    assertThat(Math.abs(ring[0])).isLessThan((short) 500);
  }

  @Test
  void aBeepEndsWithSilence() {
    ToneGenerator beep = new ToneGenerator(Tone.beep(), 16_000);
    short[] out = new short[320];
    int made = 0;
    while (!beep.hasEnded()) {
      made += beep.generate(out, 0, 320);
    }
    assertThat(made).isEqualTo(8_000);
    assertThat(beep.generate(out, 0, 320)).isZero();
    assertThat(out).containsOnly(0);
  }

  @Test
  void knowsTheTonesOfTheCommonCountriesAndNoOthers() {
    assertThat(CountryTones.countries())
        .contains("us", "uk", "de", "fr", "it", "es", "au", "jp", "in", "br");
    for (String country : CountryTones.countries()) {
      assertThat(CountryTones.named("ringback-" + country)).isPresent();
      assertThat(CountryTones.named("Busy-" + country)).isPresent();
      assertThat(CountryTones.named("congestion-" + country)).isPresent();
    }
    assertThat(CountryTones.named("busy")).isEqualTo(CountryTones.named("busy-us"));
    assertThat(CountryTones.named("beep")).contains(Tone.beep());
    assertThat(CountryTones.named("key-#")).contains(Tone.key('#', 100, 100));
    assertThat(CountryTones.named("key-x")).isEmpty();
    assertThat(CountryTones.named("busy-xx")).isEmpty();
    assertThat(CountryTones.named("hum-us")).isEmpty();
    assertThat(CountryTones.named("")).isEmpty();
  }

  @Test
  void refusesAToneThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tone.key('x', 100, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new Tone.Stretch(List.of(5), 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new Tone.Stretch(List.of(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Tone(List.of(), true));
  }
}
