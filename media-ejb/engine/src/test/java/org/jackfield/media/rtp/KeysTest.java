package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Playback;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.G711;
import org.jackfield.media.flow.Tone;
import org.jackfield.media.flow.ToneGenerator;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest extends ClockedWorld {

  @Test
  void pressesKeysByTelephoneEvents() throws Exception {
    MediaSession session = answered(phone, "0 101");
    Playback playback = session.press("1w#");
    pass(60);
    List<Packet> packets = phone.hears(20);

    List<Packet> one = packets.subList(0, 10);
    assertThat(one).allMatch(packet -> packet.type() == 101);
    assertThat(one).allMatch(packet -> packet.timestamp() == one.getFirst().timestamp());
    assertThat(one.get(0).marker()).isTrue();
    assertThat(one.get(0).payload()).isEqualTo(FarSide.eventPayload(1, false, 160));
    for (Packet end : one.subList(7, 10)) {
      assertThat(end.payload()).isEqualTo(FarSide.eventPayload(1, true, 1_280));
    }
    Packet next = packets.get(10);
    assertThat(next.payload()).isEqualTo(FarSide.eventPayload(11, false, 160));
    assertThat(next.timestamp() - one.getFirst().timestamp()).isEqualTo(160 * (13 + 25));
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(playback);
  }

  @Test
  void pressesKeysByTonesWhereEventsWereNotAgreedOn() throws Exception {
    MediaSession session = answered(phone, "0");
    session.press("9");
    pass(5);
    Packet packet = phone.hears(4).get(3);
    assertThat(packet.type()).isZero();
    short[] samples = new short[FRAME];
    G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
    assertThat(Tones.share(samples, 852) + Tones.share(samples, 1_477)).isGreaterThan(0.9);
    assertThatThrownBy(() -> session.press("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hearsTonesWhereEventsWereNotAgreedOn() throws Exception {
    answered(phone, "0");
    short[] samples = new short[20 * FRAME];
    ToneGenerator five = new ToneGenerator(Tone.key('5', 160, 240), 8_000);
    for (int at = 0; at < samples.length; at += FRAME) {
      five.generate(samples, at, FRAME);
    }
    byte[] payload = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, payload, 0);
    speaks(phone, 0, payload);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('5');
    assertThat(phone.eventsSoFar()).isEmpty();
  }

  /** Keys of 100 ms and pauses as long, of which a network loses packets here and there. */
  private String heardOf(String keys, double lost, long seed) throws Exception {
    Random random = new Random(seed);
    short[] samples = new short[10 * FRAME];
    for (char key : keys.toCharArray()) {
      ToneGenerator tone = new ToneGenerator(Tone.key(key, 100, 100), 8_000);
      for (int at = 0; at < samples.length; at += FRAME) {
        tone.generate(samples, at, FRAME);
        byte[] payload = new byte[FRAME];
        G711.encodeMu(samples, at, FRAME, payload, 0);
        byte[] packet = phone.packet(false, 0, payload);
        phone.timestamp += FRAME;
        if (random.nextDouble() >= lost) {
          phone.send(packet);
        }
        pass(1);
      }
    }
    pass(5);
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < keys.length(); i++) {
      heard.append(phone.awaits(KeyPressed.class).key());
    }
    assertThat(phone.eventsSoFar()).isEmpty();
    return heard.toString();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.03, 0.05})
  void hearsTonesOfWhichPacketsAreLost(double lost) throws Exception {
    answered(phone, "0");
    String keys = "1234567890*#ABCD1122334455667788990*#";
    assertThat(heardOf(keys, lost, 4)).isEqualTo(keys);
  }

  private final KeyReceiver receiver = new KeyReceiver(Codec.PCMU.clockRate());

  private char event(boolean marker, int timestamp, int code, boolean end, int duration) {
    byte[] bytes = new byte[16];
    RtpPacket.write(bytes, marker, 101, 1, timestamp, 1);
    System.arraycopy(FarSide.eventPayload(code, end, duration), 0, bytes, 12, 4);
    RtpPacket packet = new RtpPacket();
    assertThat(packet.read(bytes, 16)).isTrue();
    return receiver.read(packet, bytes);
  }

  @Test
  void tellsAKeyOfWhichOnlyTheEndArrived() {
    assertThat(event(false, 1_000, 3, true, 800)).isEqualTo('3');
    assertThat(event(false, 1_000, 3, true, 800)).isEqualTo(KeyReceiver.NONE);
  }

  @Test
  void takesALongPressForOne() {
    assertThat(event(true, 1_000, 3, false, 160)).isEqualTo('3');
    assertThat(event(false, 1_000, 3, false, 0xFFFF)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(false, 1_000 + 0xFFFF, 3, false, 160)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(false, 1_000 + 0xFFFF, 3, true, 320)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(true, 80_000, 3, false, 160)).isEqualTo('3');
  }

  @Test
  void tellsTheSameKeyTwiceThoughTheEndOfTheFirstWasLost() {
    assertThat(event(true, 1_000, 3, false, 160)).isEqualTo('3');
    assertThat(event(false, 1_000, 3, false, 320)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(false, 4_000, 3, false, 320)).isEqualTo('3');
  }

  @Test
  void isNotConfusedByAPacketThatComesLate() {
    assertThat(event(true, 1_000, 3, true, 160)).isEqualTo('3');
    assertThat(event(true, 4_000, 4, true, 160)).isEqualTo('4');
    assertThat(event(false, 1_000, 3, true, 160)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(false, 4_000, 4, true, 160)).isEqualTo(KeyReceiver.NONE);
  }

  @Test
  void bearsATimestampThatMovesDuringThePress() {
    assertThat(event(true, 1_000, 3, false, 160)).isEqualTo('3');
    assertThat(event(false, 1_160, 3, false, 320)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(false, 1_320, 3, true, 480)).isEqualTo(KeyReceiver.NONE);
  }

  @Test
  void ignoresEventsThatAreNoKeysAndTruncatedOnes() {
    assertThat(event(true, 1_000, 16, false, 160)).isEqualTo(KeyReceiver.NONE);
    assertThat(event(true, 1_000, 200, true, 160)).isEqualTo(KeyReceiver.NONE);
    byte[] bytes = new byte[15];
    RtpPacket.write(bytes, true, 101, 1, 9, 1);
    RtpPacket packet = new RtpPacket();
    assertThat(packet.read(bytes, 15)).isTrue();
    assertThat(receiver.read(packet, bytes)).isEqualTo(KeyReceiver.NONE);
  }
}
