package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

class BridgeTest extends LegWorld {

  /** Bridging is asynchronous: speaks until the friend hears it. */
  private Packet heardByFriend(byte[] payload) throws Exception {
    long end = System.nanoTime() + FarSide.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      phone.speak(0, payload);
      Packet packet = friend.hearsWithin(1_000);
      if (packet != null) {
        return packet;
      }
    }
    throw new AssertionError("the friend hears nothing");
  }

  @Test
  void carriesPayloadsAsTheyAreWhereBothSpeakTheSame() throws Exception {
    MediaSession one = answered(phone, "0 101");
    MediaSession other = answered(friend, "0 101");
    Bridge bridge = engine.bridge(one, other);
    Packet first = heardByFriend(frame(1));
    assertThat(first.payload()).isEqualTo(frame(1));
    assertThat(first.ssrc()).isNotEqualTo(phone.ssrc);
    friend.speak(0, frame(2));
    assertThat(phone.hears().payload()).isEqualTo(frame(2));

    bridge.close();
    friend.heardSoFar();
    Fact.await(
        "nothing is carried",
        () -> {
          long received = one.statistics().received();
          speakQuietly();
          Fact.await("it came", () -> one.statistics().received() > received);
          return friend.heardSoFar().isEmpty();
        });
  }

  private void speakQuietly() {
    try {
      phone.speak(0, frame(3));
    } catch (java.io.IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void keepsGapsAndTimestampsOfTheOtherSide() throws Exception {
    engine.bridge(answered(phone, "0"), answered(friend, "0"));
    heardByFriend(frame(1));
    phone.speak(0, frame(2));
    Packet before = friend.hears();
    phone.sequence += 2;
    phone.timestamp += 320;
    phone.speak(0, frame(3));
    Packet after = friend.hears();
    assertThat(after.sequence() - before.sequence() & 0xFFFF).isEqualTo(3);
    assertThat(after.timestamp() - before.timestamp()).isEqualTo(480);
  }

  @Test
  void playsToOneAlonePrecedingTheOther() throws Exception {
    MediaSession one = answered(phone, "0");
    MediaSession other = answered(friend, "0");
    engine.bridge(one, other);
    Packet carried = heardByFriend(frame(1));
    other.play(List.of(sound(5 * FRAME)), 1);
    List<Packet> played = friend.hears(5);
    assertThat(played.getFirst().ssrc()).isEqualTo(carried.ssrc());
    assertThat(played.getFirst().sequence() - carried.sequence() & 0xFFFF).isOne();
    friend.awaits(PlayEnded.class);
    Packet again = heardByFriend(frame(4));
    assertThat(again.sequence() - played.getLast().sequence() & 0xFFFF).isOne();
    assertThat(again.timestamp() - played.getLast().timestamp()).isPositive();
    assertThat(phone.heardSoFar()).isEmpty();
  }

  @Test
  void carriesKeysAndTellsThem() throws Exception {
    engine.bridge(answered(phone, "0 101"), answered(friend, "0 101"));
    heardByFriend(frame(1));
    phone.event(true, 7, false, 160);
    phone.event(false, 7, true, 320);
    List<Packet> packets = friend.hears(2);
    assertThat(packets).allMatch(packet -> packet.type() == 101);
    assertThat(packets.get(0).timestamp()).isEqualTo(packets.get(1).timestamp());
    assertThat(packets.get(1).payload()).isEqualTo(FarSide.eventPayload(7, true, 320));
    assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo('7');
  }

  @Test
  void pressesKeysAnewForOneWhoHearsOnlyTones() throws Exception {
    engine.bridge(answered(phone, "0 101"), answered(friend, "0"));
    heardByFriend(frame(0xFF));
    friend.heardSoFar();
    phone.event(true, 5, true, 320);
    Packet packet = friend.hears(3).get(2);
    short[] samples = new short[FRAME];
    G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
    assertThat(Tones.share(samples, 770) + Tones.share(samples, 1_336)).isGreaterThan(0.9);
  }
}
