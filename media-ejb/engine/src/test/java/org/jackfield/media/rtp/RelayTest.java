package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaSession;
import org.jackfield.media.codec.G711;
import org.jackfield.media.flow.KeyDetector;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one side of a bridge hears of the other, at the test's own time. */
class RelayTest extends ClockedWorld {

  private static byte[] frames(int number) {
    return new byte[number * FRAME];
  }

  private static void goesOn(Packet before, Packet after, int frames) {
    assertThat(after.sequence() - before.sequence() & 0xFFFF).isOne();
    assertThat(after.ssrc()).isEqualTo(before.ssrc());
    assertThat((double) (after.timestamp() - before.timestamp()) / FRAME)
        .isBetween(frames - 1.0, frames + 1.0);
  }

  @Test
  void goesOnAfterALongHold() throws Exception {
    MediaSession other = answered(friend, "0");
    engine.bridge(answered(phone, "0"), other);
    pass(1);
    speaks(phone, 0, frames(5));
    Packet last = friend.hears(5).getLast();

    other.reoffer(friend.describe("0", "sendonly"));
    speaks(phone, 0, frames(500));
    other.reoffer(friend.describe("0"));
    speaks(phone, 0, frames(1));

    goesOn(last, friend.hears(), 501);
  }

  @Test
  void translatesWhereTheySpeakDifferently() throws Exception {
    engine.bridge(answered(phone, "0"), answered(friend, "8"));
    pass(1);
    byte[] tone = frames(40);
    G711.encodeMu(sine(440, 800), 0, tone.length, tone, 0);
    speaks(phone, 0, tone);

    List<Packet> packets = friend.hears(30);

    assertThat(packets).allMatch(packet -> packet.type() == 8);
    short[] samples = new short[FRAME];
    G711.decodeA(packets.get(25).payload(), 0, FRAME, samples, 0);
    assertThat(Tones.share(samples, 440)).isGreaterThan(0.95);
  }

  /** What is spoken at the moment of the turn, now before it and now after, would come in pairs. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void isEvenWheneverThePeerSpeaks(int slot) throws Exception {
    MediaSession other = answered(friend, "0");
    engine.bridge(answered(phone, "0"), other);
    pass(1);
    for (int frame = 0; frame < 100; frame++) {
      aboutTheTurnOf(slot, frame);
    }
    for (int frame = 100; frame < 130; frame++) {
      long before = other.statistics().sent();
      aboutTheTurnOf(slot, frame);
      assertThat(other.statistics().sent() - before).isOne();
    }
  }

  private void aboutTheTurnOf(int slot, int frame) throws Exception {
    for (int at = 0; at < Slots.NUMBER; at++) {
      if (at == slot && frame % 2 == 0) {
        phone.speak(0, frames(1));
      }
      time.addAndGet(Ticker.FRAME_NANOS / Slots.NUMBER);
      engine.runDue();
      if (at == slot && frame % 2 == 1) {
        phone.speak(0, frames(1));
      }
    }
  }

  @Test
  void goesOnWithAnotherPartner() throws Exception {
    MediaSession one = answered(phone, "0");
    MediaSession other = answered(friend, "0");
    engine.bridge(one, other);
    pass(1);
    speaks(phone, 0, frames(5));
    Packet last = friend.hears(5).getLast();
    try (FarSide third = new FarSide()) {
      third.sequence = 40_000;
      third.timestamp = 777_777;
      MediaSession late = answered(third, "0");
      // Not at its beginning: nothing tells that this is another source
      speaks(third, 0, frames(1));
      Bridge next = engine.bridge(late, other);
      pass(1);
      speaks(third, 0, frames(1));
      goesOn(last, friend.hears(), 3);
      next.close();
      pass(1);
    }
  }

  @Test
  void pressesEachOfManyKeysForOneWhoHearsOnlyTones() throws Exception {
    engine.bridge(answered(phone, "0 101"), answered(friend, "0"));
    pass(1);
    speaks(phone, 0, frames(1));
    String keys = "1122334455*#0987";
    for (char key : keys.toCharArray()) {
      // 60 ms a key: faster than anybody, and than tones could be told apart
      phone.event(true, "0123456789*#".indexOf(key), false, 160);
      pass(1);
      phone.event(false, "0123456789*#".indexOf(key), true, 320);
      phone.timestamp += 480;
      pass(2);
    }
    pass(keys.length() * 6);

    KeyDetector detector = new KeyDetector(8_000);
    StringBuilder heard = new StringBuilder();
    for (Packet packet : friend.heardSoFar()) {
      short[] samples = new short[FRAME];
      G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
      char key = detector.accept(samples, 0, FRAME);
      heard.append(key == KeyDetector.NONE ? "" : key);
    }
    assertThat(heard.toString()).isEqualTo(keys);
  }

  @Test
  void packsAnewForOneWhoWantsLongerPackets() throws Exception {
    engine.bridge(answered(phone, "0"), answered(friend, "0", "ptime:40"));
    pass(1);
    speaks(phone, 0, frames(20));
    speaks(friend, 0, frames(4));

    List<Packet> toFriend = friend.hears(8);
    assertThat(toFriend).allMatch(packet -> packet.payload().length == 2 * FRAME);
    assertThat(phone.hears(1)).allMatch(packet -> packet.payload().length > 0);
  }
}
