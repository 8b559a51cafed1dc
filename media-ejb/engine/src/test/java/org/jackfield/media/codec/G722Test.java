package org.jackfield.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.media.Signals;
import org.junit.jupiter.api.Test;

/**
 * The vectors are ffmpeg's: {@code g722.pcm} is a voice, noise and a square wave at full scale, and
 * a sweep; {@code g722.bytes} is what its encoder made of that, {@code g722.decoded} what its
 * decoder, which passes the test sequences of the ITU, made of those.
 */
class G722Test {

  private static final short[] SOUND = Signals.resource("codec/g722.pcm");
  private static final byte[] CODED = Signals.bytes("codec/g722.bytes");
  private static final short[] DECODED = Signals.resource("codec/g722.decoded");

  @Test
  void encodesToTheBytesOfAnotherImplementation() {
    byte[] bytes = new byte[SOUND.length / 2];
    Encoder encoder = Codec.G722.newEncoder();
    for (int at = 0; at < SOUND.length; at += 320) {
      assertThat(encoder.encode(SOUND, at, 320, bytes, at / 2)).isEqualTo(160);
    }
    assertThat(bytes).isEqualTo(CODED);
  }

  @Test
  void decodesToTheSamplesOfAnotherImplementation() {
    short[] sound = new short[CODED.length * 2];
    Decoder decoder = Codec.G722.newDecoder();
    for (int at = 0; at < CODED.length; at += 160) {
      assertThat(decoder.decode(CODED, at, 160, sound, at * 2)).isEqualTo(320);
    }
    assertThat(sound).isEqualTo(DECODED);
  }

  @Test
  void leavesAVoiceAsItWas() {
    short[] voice = Signals.speech(16_000, 2_000);
    byte[] bytes = new byte[voice.length / 2];
    short[] back = new short[voice.length];
    Codec.G722.newEncoder().encode(voice, 0, voice.length, bytes, 0);
    Codec.G722.newDecoder().decode(bytes, 0, bytes.length, back, 0);
    assertThat(Signals.correlation(voice, back, 24)).isGreaterThan(0.99);
  }
}
