package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.media.Room;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

/** Who hears whom. */
class RoomTest extends RoomWorld {

  @Test
  void letsEachHearTheOthersAndNotItself() throws Exception {
    comes(anna);
    comes(ben);
    comes(cleo);
    pass(1);
    bothSpeak(30);
    assertThat(share(last(anna, 25), BEN_HERTZ)).isGreaterThan(0.95);
    assertThat(share(last(ben, 25), ANNA_HERTZ)).isGreaterThan(0.95);
    short[] sum = last(cleo, 25);
    assertThat(share(sum, ANNA_HERTZ)).isBetween(0.4, 0.6);
    assertThat(share(sum, BEN_HERTZ)).isBetween(0.4, 0.6);
  }

  @Test
  void goesOnWithoutAGapInSequenceOrTime() throws Exception {
    comes(anna);
    comes(ben);
    pass(1);
    annaSpeaks(40);
    List<Packet> packets = ben.hears(30);
    for (int i = 1; i < packets.size(); i++) {
      Packet before = packets.get(i - 1);
      assertThat(packets.get(i).sequence() - before.sequence() & 0xFFFF).isOne();
      assertThat(packets.get(i).timestamp() - before.timestamp()).isEqualTo(FRAME);
      assertThat(packets.get(i).marker()).isFalse();
    }
    assertThat(packets.getFirst().marker()).isTrue();
  }

  @Test
  void losesNoTimeBetweenHearingAndSaying() throws Exception {
    comes(anna);
    comes(ben);
    pass(1);
    annaSpeaks(20);
    ben.hears(15);
    drained(ben);
    annaSpeaks(1);
    // What the jitter buffer gives in a turn is said in that turn
    assertThat(ben.hears().payload()).hasSize(FRAME);
  }

  @Test
  void letsNobodyHearWhoIsMuted() throws Exception {
    Room.Member speaker = comes(anna);
    comes(ben);
    comes(cleo);
    pass(1);
    bothSpeak(20);
    speaker.mute(true);
    bothSpeak(2);
    drained(cleo);
    bothSpeak(10);
    assertThat(share(last(cleo, 10), ANNA_HERTZ)).isLessThan(0.01);
    assertThat(share(last(anna, 30), BEN_HERTZ)).isGreaterThan(0.95);
    assertThat(speaker.isSpeaking()).isFalse();
    speaker.mute(false);
    bothSpeak(10);
    assertThat(share(last(cleo, 10), ANNA_HERTZ)).isGreaterThan(0.4);
  }

  @Test
  void takesInWhoIsMutedFromTheBeginning() throws Exception {
    assertThat(room.join(answered(anna, "0 101"), member -> member.mute(true))).isPresent();
    comes(ben);
    pass(1);
    annaSpeaks(20);
    assertThat(drained(ben)).isEmpty();
  }

  @Test
  void cutsOffWhoIsHeldBothWays() throws Exception {
    Room.Member held = comes(ben);
    comes(anna);
    comes(cleo);
    pass(1);
    held.hold(true);
    bothSpeak(20);
    assertThat(drained(ben)).isEmpty();
    short[] frame = last(cleo, 15);
    assertThat(share(frame, BEN_HERTZ)).isLessThan(0.01);
    assertThat(share(frame, ANNA_HERTZ)).isGreaterThan(0.95);
    held.hold(false);
    bothSpeak(5);
    assertThat(share(last(ben, 5), ANNA_HERTZ)).isGreaterThan(0.95);
  }

  @Test
  void letsOneAloneHearACoach() throws Exception {
    Room.Member coach = comes(anna);
    Room.Member coached = comes(ben);
    comes(cleo);
    coach.coach(coached);
    pass(1);
    annaSpeaks(20);
    assertThat(share(last(ben, 15), ANNA_HERTZ)).isGreaterThan(0.95);
    for (Packet packet : drained(cleo)) {
      assertThat(packet.payload()).containsOnly(0xFF);
    }
    coach.stopCoaching();
    annaSpeaks(10);
    assertThat(share(last(cleo, 10), ANNA_HERTZ)).isGreaterThan(0.95);
  }

  @Test
  void makesOneSofterForTheOthers() throws Exception {
    Room.Member speaker = comes(anna);
    comes(ben);
    pass(1);
    annaSpeaks(20);
    double before = Tones.level(last(ben, 15));
    drained(ben);
    speaker.gain(-12);
    annaSpeaks(10);
    assertThat(before - Tones.level(last(ben, 10))).isBetween(11.0, 13.0);
  }

  @Test
  void namesWhoSpeaks() throws Exception {
    Room.Member first = comes(anna);
    Room.Member second = comes(ben);
    comes(cleo);
    pass(1);
    assertThat(room.activeSpeakers()).isEmpty();
    second.gain(-6);
    bothSpeak(20);
    assertThat(room.activeSpeakers()).containsExactly(first, second);
    pass(60);
    annaSpeaks(5);
    assertThat(room.activeSpeakers()).containsExactly(first);
    first.close();
    pass(1);
    assertThat(room.activeSpeakers()).isEmpty();
  }

  @Test
  void encodesOnceForAllWhoOnlyListen() throws Exception {
    comes(anna);
    FarSide dan = phone();
    FarSide eve = phone();
    comes(ben, "8");
    comes(cleo, "8");
    comes(dan, "0");
    comes(eve, "9");
    pass(1);
    annaSpeaks(30);
    assertThat(FarSide.joined(ben.hears(25))).isEqualTo(FarSide.joined(cleo.hears(25)));
    assertThat(share(last(dan, 25), ANNA_HERTZ)).isGreaterThan(0.95);
    Decoder fine = Codec.G722.newDecoder();
    short[] samples = new short[320];
    for (Packet packet : eve.hears(25)) {
      assertThat(fine.decode(packet.payload(), 0, 160, samples, 0)).isEqualTo(320);
    }
    assertThat(Tones.share(samples, ANNA_HERTZ, 16_000)).isGreaterThan(0.95);
  }

  @Test
  void sendsNothingWhileNobodySpeaks() throws Exception {
    comes(anna);
    comes(ben);
    pass(150);
    assertThat(drained(ben)).isEmpty();
    annaSpeaks(20);
    // Half a second of her own noise, then two of pauses
    pass(200);
    assertThat(drained(ben).size()).isBetween(110, 150);
    pass(50);
    assertThat(drained(ben)).isEmpty();
  }
}
