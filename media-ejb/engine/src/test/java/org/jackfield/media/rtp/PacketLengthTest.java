package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Sound;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much sound a packet holds: sent as the peer asks, taken however it comes. */
class PacketLengthTest extends ClockedWorld {

  @ParameterizedTest
  @CsvSource({
    "ptime:10, 20",
    "ptime:20, 20",
    "ptime:30, 20",
    "ptime:40, 40",
    "ptime:60, 60",
    "ptime:200, 60",
    "maxptime:40, 20"
  })
  void isWhatThePeerAsksForAsFarAsWeCan(String asked, int millis) throws Exception {
    Sound sound = sound(7 * FRAME);
    byte[] bytes = new byte[sound.length()];
    sound.read(0, bytes, 0, bytes.length);
    MediaSession session = answered(phone, "0 101", asked);
    assertThat(session.description()).contains("a=ptime:" + millis + "\r\n");

    session.play(List.of(sound), 1);
    pass(10);

    phone.awaits(PlayEnded.class);
    int frames = millis / 20;
    List<Packet> packets = phone.hears((7 + frames - 1) / frames);
    assertThat(FarSide.joined(packets)).isEqualTo(bytes);
    for (int i = 1; i < packets.size(); i++) {
      assertThat(packets.get(i - 1).payload()).hasSize(frames * FRAME);
      assertThat(packets.get(i).sequence() - packets.get(i - 1).sequence() & 0xFFFF).isOne();
      assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp())
          .isEqualTo(frames * FRAME);
    }
    assertThat(phone.heardSoFar()).isEmpty();
  }

  @Test
  void isNoMoreThanThePeerBears() throws Exception {
    assertThat(answered(phone, "0", "ptime:60", "maxptime:50").description())
        .contains("a=ptime:40\r\n");
    assertThat(answered(friend, "96", "rtpmap:96 opus/48000/2", "ptime:60").description())
        .contains("a=ptime:20\r\n");
  }

  @Test
  void changesWithinTheDialog() throws Exception {
    MediaSession session = answered(phone, "0", "ptime:60");
    session.play(List.of(sound(4 * FRAME)), 0);
    pass(4);
    session.reoffer(phone.describe("0"));
    pass(3);

    assertThat(phone.hears(4).stream().map(packet -> packet.payload().length))
        .containsExactly(3 * FRAME, 2 * FRAME, FRAME, FRAME);
  }

  @Test
  void leavesNoPartOfAKeyBehind() throws Exception {
    MediaSession session = answered(phone, "0 101", "ptime:60");
    session.play(List.of(sound(FRAME)), 0);
    pass(4);
    session.press("1");
    pass(1);
    List<Packet> packets = phone.hears(3);
    assertThat(packets.stream().map(Packet::type)).containsExactly(0, 0, 101);
    assertThat(packets.get(1).payload().length).isLessThan(3 * FRAME);
    assertThat(packets.get(2).timestamp() - packets.get(1).timestamp())
        .isEqualTo(packets.get(1).payload().length);
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40, 60})
  void isTakenAsItComes(int millis) throws Exception {
    MediaSession session = answered(phone, "0 101");
    Path file = folder.resolve("heard.wav");
    Recording recording =
        session.record(
            new Recording.Settings(
                file,
                Recording.Channels.PEER,
                Duration.ofSeconds(30),
                false,
                false,
                Duration.ZERO));
    byte[] tone = new byte[8 * 1_200];
    G711.encodeMu(sine(440, 1_200), 0, tone.length, tone, 0);
    int length = 8 * millis;
    int sentMillis = 0;
    for (int frame = 1; frame <= 60; frame++) {
      for (; sentMillis + millis <= frame * 20; sentMillis += millis) {
        int at = 8 * sentMillis;
        phone.send(phone.packet(false, 0, Arrays.copyOfRange(tone, at, at + length)));
        phone.timestamp += length;
      }
      pass(1);
    }
    recording.stop();
    pass(1);
    phone.awaits(RecordingEnded.class);

    byte[] bytes = Files.readAllBytes(file);
    short[] samples = new short[bytes.length - 58];
    G711.decodeMu(bytes, 58, samples.length, samples, 0);
    assertThat(samples.length / 8).isBetween(1_180, 1_220);
    assertThat(Tones.usualShare(Arrays.copyOfRange(samples, 2_000, 8_000), 440))
        .isGreaterThan(0.95);
  }
}
