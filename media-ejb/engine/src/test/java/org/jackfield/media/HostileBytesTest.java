package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.codec.Encoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decoders meet random bytes, and packets that have been bent. The same ones each time. */
class HostileBytesTest {

  private static final int PACKETS = 5_000;

  @ParameterizedTest
  @EnumSource
  void decodersSurviveRandomBytes(Codec codec) {
    Random random = new Random(codec.name().hashCode());
    Decoder decoder = codec.newDecoder();
    short[] out = new short[4_096];
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = new byte[random.nextInt(random.nextInt(20) == 0 ? 3_000 : 200)];
      random.nextBytes(packet);
      check(decoder, packet, random, out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void decodersSurviveBentPackets(Codec codec) {
    Random random = new Random(100 + codec.name().hashCode());
    Encoder encoder = codec.newEncoder();
    Decoder decoder = codec.newDecoder();
    short[] voice = Signals.speech(codec.sampleRate(), 1_000);
    byte[] room = new byte[codec.maxFrameBytes()];
    short[] out = new short[4_096];
    int samples = codec.samplesPerFrame();
    for (int i = 0; i < PACKETS / 5; i++) {
      int length = encoder.encode(voice, i % 50 * samples, samples, room, 0);
      byte[] packet =
          Arrays.copyOf(room, random.nextInt(5) == 0 ? random.nextInt(length + 40) : length);
      for (int bends = random.nextInt(6); bends > 0 && packet.length > 0; bends--) {
        packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
      }
      check(decoder, packet, random, out);
      if (random.nextInt(8) == 0) {
        decoder.conceal(out, 0, samples);
      }
    }
  }

  private static void check(Decoder decoder, byte[] packet, Random random, short[] out) {
    int at = random.nextInt(out.length);
    short[] before = Arrays.copyOf(out, at);
    int made = decoder.decode(packet, 0, packet.length, out, at);
    assertThat(made).isBetween(0, out.length - at);
    assertThat(Arrays.equals(before, 0, at, out, 0, at)).isTrue();
  }
}
