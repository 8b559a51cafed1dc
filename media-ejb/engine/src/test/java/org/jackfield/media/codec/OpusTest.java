package org.jackfield.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jackfield.media.Signals;
import org.junit.jupiter.api.Test;

class OpusTest {

  private static final int FRAME = 320;

  private final Encoder encoder = Codec.OPUS.newEncoder();
  private final Decoder decoder = Codec.OPUS.newDecoder();
  private final byte[] packet = new byte[Codec.OPUS.maxFrameBytes()];

  @Test
  void decodesWhatAnotherImplementationEncoded() {
    // Packets of libopus, each after its length: the voice that g722.pcm begins with, 20 ms each
    ByteBuffer packets = ByteBuffer.wrap(Signals.bytes("codec/opus.packets"));
    short[] voice = Arrays.copyOf(Signals.resource("codec/g722.pcm"), 6_400);
    short[] heard = new short[voice.length];
    for (int at = 0; at < heard.length; at += FRAME) {
      byte[] next = new byte[packets.getShort()];
      packets.get(next);
      assertThat(decoder.decode(next, 0, next.length, heard, at)).isEqualTo(FRAME);
    }
    assertThat(Signals.correlation(voice, heard, 400)).isGreaterThan(0.95);
  }

  @Test
  void leavesAVoiceAsItWas() {
    short[] voice = Signals.speech(16_000, 2_000);
    short[] heard = new short[voice.length];
    for (int at = 0; at < voice.length; at += FRAME) {
      int bytes = encoder.encode(voice, at, FRAME, packet, 0);
      assertThat(bytes).isBetween(2, 200);
      assertThat(decoder.decode(packet, 0, bytes, heard, at)).isEqualTo(FRAME);
    }
    assertThat(Signals.correlation(voice, heard, 400)).isGreaterThan(0.95);
  }

  @Test
  void sendsNextToNothingInSilence() {
    short[] silence = new short[FRAME];
    int sent = 0;
    for (int frame = 0; frame < 100; frame++) {
      sent += encoder.encode(silence, 0, FRAME, packet, 0) > 0 ? 1 : 0;
    }
    assertThat(sent).isLessThan(40);
  }

  @Test
  void fadesWhereAFrameIsLost() {
    short[] voice = Signals.speech(16_000, 400);
    short[] heard = new short[FRAME];
    for (int at = 0; at < voice.length; at += FRAME) {
      int bytes = encoder.encode(voice, at, FRAME, packet, 0);
      decoder.decode(packet, 0, bytes, heard, 0);
    }
    for (int lost = 0; lost < 50; lost++) {
      decoder.conceal(heard, 0, FRAME);
    }
    assertThat(Signals.level(heard, 0, FRAME)).isLessThan(-50);
  }

  @Test
  void isNotUpsetByWhatIsNoPacket() {
    short[] room = new short[FRAME];
    assertThat(decoder.decode(packet, 0, 0, room, 0)).isZero();
    assertThat(decoder.decode(new byte[4_000], 0, 4_000, room, 0)).isZero();
    // RFC 6716 section 3.2.5: a code 3 packet without its count of frames
    assertThat(decoder.decode(new byte[] {3}, 0, 1, room, 0)).isZero();
    assertThat(decoder.decode(packet, 0, encoder.encode(room, 0, FRAME, packet, 0), room, 0))
        .isEqualTo(FRAME);
  }
}
