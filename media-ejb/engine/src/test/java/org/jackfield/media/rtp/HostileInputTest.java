package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaSession;
import org.junit.jupiter.api.Test;

class HostileInputTest extends LegWorld {

  private void pressed(char key, int code) throws Exception {
    phone.event(true, code, true, 480);
    phone.timestamp += 800;
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo(key);
  }

  @Test
  void hearsNobodyButThePeer() throws Exception {
    MediaSession session = answered(phone, "0 101");
    try (FarSide stranger = new FarSide("127.0.0.77")) {
      stranger.reads(session.description());
      for (int i = 0; i < 200; i++) {
        stranger.event(true, 9, true, 480);
        stranger.timestamp += 800;
        if (i == 100) {
          pressed('1', 1);
        }
      }
      pressed('2', 2);
      session.play(List.of(sound(5 * FRAME)), 1);
      phone.hears(5);
      phone.awaits(PlayEnded.class);
      assertThat(stranger.heardSoFar()).isEmpty();
    }
    assertThat(session.statistics().received()).isEqualTo(2);
  }

  @Test
  void learnsAnotherPortOfTheHostOnceWhereTheDescribedOneIsSilent() throws Exception {
    MediaSession session = answered(phone, "0 101");
    friend.reads(session.description());
    // The friend speaks for the phone, as a translator of ports does
    Fact.await(
        "the other port is heard",
        () -> {
          quietly(friend);
          return session.statistics().received() > 0;
        });
    session.play(List.of(sound(FRAME)), 1);
    assertThat(friend.hears().payload()).hasSize(FRAME);
    phone.event(true, 9, true, 480);
    friend.event(true, 5, true, 480);
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('5');
  }

  private static void quietly(FarSide who) {
    try {
      who.speak(0, frame(1));
    } catch (java.io.IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void dropsWhatIsNoPacket() throws Exception {
    MediaSession session = answered(phone, "0 101");
    pressed('1', 1);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(i % 10 == 0 ? 3_000 : 200)];
      random.nextBytes(noise);
      if (noise.length > 0 && i % 2 == 0) {
        noise[0] &= 0x7F;
      }
      phone.send(noise);
      if (i % 10 == 0) {
        pressed('3', 3);
      }
    }
    for (byte[] cut :
        List.of(
            new byte[] {(byte) 0x80},
            new byte[12],
            new byte[] {(byte) 0x9F, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1},
            new byte[] {(byte) 0xA0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF})) {
      phone.send(cut);
    }
    pressed('4', 4);
    assertThat(session.statistics().lost()).isZero();
  }

  @Test
  void readsOnlyWholePackets() {
    Random random = new Random(11);
    RtpPacket packet = new RtpPacket();
    byte[] bytes = new byte[300];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(bytes);
      bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
      int count = random.nextInt(301);
      if (packet.read(bytes, count)) {
        assertThat(packet.offset()).isBetween(12, count);
        assertThat(packet.offset() + packet.length()).isBetween(12, count);
      }
    }
  }

  @Test
  void dropsPayloadTypesNobodyAgreedOn() throws Exception {
    MediaSession session = answered(phone, "0 101");
    phone.speak(96, frame(1));
    phone.speak(13, frame(1));
    pressed('1', 1);
    assertThat(session.statistics().received()).isOne();
  }

  @Test
  void followsAPeerThatBeginsAnotherSource() throws Exception {
    answered(phone, "0 101");
    pressed('1', 1);
    phone.ssrc = 0x99;
    phone.sequence = 40_000;
    phone.timestamp = 5;
    phone.speak(0, frame(1));
    pressed('2', 2);
  }

  @Test
  void followsTheWrapOfTheSequence() throws Exception {
    MediaSession session = answered(phone, "0 101");
    phone.sequence = 65_530;
    for (int i = 0; i < 20; i++) {
      phone.speak(0, frame(i));
    }
    pressed('1', 1);
    assertThat(session.statistics().received()).isEqualTo(21);
    assertThat(session.statistics().lost()).isZero();
  }

  @Test
  void countsWhatIsLostAndWhatIsLate() throws Exception {
    MediaSession session = answered(phone, "0 101");
    phone.speak(0, frame(1));
    phone.sequence += 3;
    phone.speak(0, frame(1));
    phone.sequence -= 2;
    phone.speak(0, frame(1));
    phone.sequence += 1;
    pressed('1', 1);
    assertThat(session.statistics().received()).isEqualTo(4);
    assertThat(session.statistics().lost()).isEqualTo(2);
    assertThat(session.statistics().late()).isOne();
    assertThat(session.statistics().meanOpinionScore()).isBetween(1.0, 4.5);
  }
}
