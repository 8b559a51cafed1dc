package org.jackfield.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.media.Signals;
import org.junit.jupiter.api.Test;

class G711Test {

  @Test
  void decodesTheValuesOfTheRecommendation() {
    // G.711 tables 1 and 2: ends and middle of the character signals, in steps of 16 bit
    assertThat(G711.fromMu((byte) 0x80)).isEqualTo((short) 32_124);
    assertThat(G711.fromMu((byte) 0x00)).isEqualTo((short) -32_124);
    assertThat(G711.fromMu((byte) 0xFF)).isZero();
    assertThat(G711.fromMu((byte) 0x7F)).isZero();
    assertThat(G711.fromMu((byte) 0xFE)).isEqualTo((short) 8);
    assertThat(G711.fromMu((byte) 0xEF)).isEqualTo((short) 132);
    assertThat(G711.fromA((byte) 0xAA)).isEqualTo((short) 32_256);
    assertThat(G711.fromA((byte) 0x2A)).isEqualTo((short) -32_256);
    assertThat(G711.fromA((byte) 0xD5)).isEqualTo((short) 8);
    assertThat(G711.fromA((byte) 0x55)).isEqualTo((short) -8);
  }

  @Test
  void encodesWhatItDecodedAsTheSameByte() {
    for (int code = 0; code < 256; code++) {
      if (code != 0x7F) { // the second zero
        assertThat(G711.toMu(G711.fromMu((byte) code))).isEqualTo((byte) code);
      }
      assertThat(G711.toA(G711.fromA((byte) code))).isEqualTo((byte) code);
    }
  }

  @Test
  void isNeverFurtherFromASampleThanHalfAStepOfItsSegment() {
    int tooFar = 0;
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      int magnitude = Math.abs(sample);
      int mu = Math.abs(G711.fromMu(G711.toMu((short) sample)) - sample);
      int a = Math.abs(G711.fromA(G711.toA((short) sample)) - sample);
      tooFar += mu > Math.max(4, (magnitude + 132) / 32 + 1) + overload(magnitude) ? 1 : 0;
      tooFar += a > Math.max(9, magnitude / 32 + 1) ? 1 : 0;
    }
    assertThat(tooFar).isZero();
  }

  private static int overload(int magnitude) {
    return Math.max(0, magnitude - 32_635);
  }

  @Test
  void keepsTheOrderOfSamples() {
    int outOfOrder = 0;
    for (int sample = Short.MIN_VALUE; sample < Short.MAX_VALUE; sample++) {
      short one = (short) sample;
      short next = (short) (sample + 1);
      outOfOrder += G711.fromMu(G711.toMu(next)) < G711.fromMu(G711.toMu(one)) ? 1 : 0;
      outOfOrder += G711.fromA(G711.toA(next)) < G711.fromA(G711.toA(one)) ? 1 : 0;
    }
    assertThat(outOfOrder).isZero();
  }

  @Test
  void goesFromOneLawToTheOtherWithinAStep() {
    for (int code = 0; code < 256; code++) {
      int linear = G711.fromMu((byte) code);
      assertThat(Math.abs(G711.fromA(G711.muToA((byte) code)) - linear))
          .isLessThanOrEqualTo(Math.max(16, Math.abs(linear) / 16));
      int other = G711.fromA((byte) code);
      assertThat(Math.abs(G711.fromMu(G711.aToMu((byte) code)) - other))
          .isLessThanOrEqualTo(Math.max(16, Math.abs(other) / 16));
    }
  }

  @Test
  void leavesSpeechAsItWas() {
    short[] speech = Signals.speech(8_000, 2_000);
    byte[] coded = new byte[speech.length];
    short[] back = new short[speech.length];
    G711.encodeMu(speech, 0, speech.length, coded, 0);
    G711.muToA(coded, 0, coded.length, coded, 0);
    G711.decodeA(coded, 0, coded.length, back, 0);
    assertThat(Signals.correlation(speech, back)).isGreaterThan(0.99);
    G711.encodeA(speech, 0, speech.length, coded, 0);
    G711.aToMu(coded, 0, coded.length, coded, 0);
    G711.decodeMu(coded, 0, coded.length, back, 0);
    assertThat(Signals.correlation(speech, back)).isGreaterThan(0.99);
  }
}
