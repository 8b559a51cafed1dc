package org.jackfield.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;

/**
 * Decoders meet what Jazzer thinks up: with {@code JAZZER_FUZZ=1} for a minute each, else its seeds
 * alone.
 */
class DecoderFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void opusDecodesAnyBytes(byte[] packets) {
    decode(Codec.OPUS.newDecoder(), packets);
  }

  @FuzzTest(maxDuration = "60s")
  void g722DecodesAnyBytes(byte[] packets) {
    decode(Codec.G722.newDecoder(), packets);
  }

  // The first byte of each packet tells its length, so that a stream is bent and not only a packet
  private static void decode(Decoder decoder, byte[] packets) {
    short[] out = new short[2_000];
    int at = 0;
    while (at < packets.length) {
      int length = Math.min(packets[at] & 0xFF, packets.length - at - 1);
      assertThat(decoder.decode(packets, at + 1, length, out, 40)).isBetween(0, out.length - 40);
      at += length + 1;
    }
    decoder.conceal(out, 0, 320);
  }
}
