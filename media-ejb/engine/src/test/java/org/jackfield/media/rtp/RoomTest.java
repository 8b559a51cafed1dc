package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomTest extends ClockedWorld {

  private static final int ANNA_HERTZ = 440;
  private static final int BEN_HERTZ = 1_000;
  private static final byte[] ANNAS = voice(ANNA_HERTZ);
  private static final byte[] BENS = voice(BEN_HERTZ);

  private final List<FarSide> phones = new ArrayList<>();
  private FarSide anna;
  private FarSide ben;
  private FarSide cleo;
  private Room room;
  private int annasFrame;
  private int bensFrame;

  @BeforeEach
  void open() throws Exception {
    anna = phone;
    ben = friend;
    cleo = new FarSide();
    phones.add(cleo);
    room = engine.room(10);
  }

  @AfterEach
  void hangUp() {
    phones.forEach(FarSide::close);
  }

  private static byte[] voice(int hertz) {
    short[] samples = sine(hertz, 2_000);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  private Room.Member comes(FarSide who) throws Exception {
    return comes(who, "0 101");
  }

  private Room.Member comes(FarSide who, String formats, String... attributes) throws Exception {
    return room.join(answered(who, formats, attributes)).orElseThrow();
  }

  private void annaSpeaks(int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      int at = annasFrame++ % 100 * FRAME;
      anna.speak(0, Arrays.copyOfRange(ANNAS, at, at + FRAME));
      pass(1);
    }
  }

  private void bothSpeak(int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      int at = bensFrame++ % 100 * FRAME;
      ben.speak(0, Arrays.copyOfRange(BENS, at, at + FRAME));
      annaSpeaks(1);
    }
  }

  /** The last frame of so many, as samples. */
  private static short[] last(FarSide who, int frames) throws Exception {
    return samples(who.hears(frames).getLast());
  }

  private static short[] samples(Packet packet) {
    short[] samples = new short[FRAME];
    G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
    return samples;
  }

  /** Whatever has been sent to it by now, taken away. */
  private List<Packet> drained(FarSide who) {
    settle();
    return who.heardSoFar();
  }

  private static double share(short[] frame, int hertz) {
    return Tones.share(frame, hertz);
  }

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

  private FarSide phone() throws Exception {
    FarSide one = new FarSide();
    phones.add(one);
    return one;
  }

  @Test
  void becomesPlainAgainWhenTheFinestCodecLeaves() throws Exception {
    comes(anna);
    comes(ben);
    Room.Member fine = comes(cleo, "9");
    pass(1);
    bothSpeak(20);
    fine.close();
    bothSpeak(20);
    assertThat(share(last(ben, 35), ANNA_HERTZ)).isGreaterThan(0.95);
    assertThat(share(last(anna, 35), BEN_HERTZ)).isGreaterThan(0.95);
  }

  @Test
  void playsToOneAloneInsteadOfTheOthers() throws Exception {
    comes(anna);
    MediaSession session = answered(ben, "0 101");
    room.join(session);
    comes(cleo);
    pass(1);
    annaSpeaks(20);
    drained(ben);
    drained(cleo);
    byte[] prompt = new byte[5 * FRAME];
    new Random(1).nextBytes(prompt);
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, prompt)), 1);
    annaSpeaks(6);
    assertThat(FarSide.joined(ben.hears(5))).isEqualTo(prompt);
    ben.awaits(PlayEnded.class);
    assertThat(share(last(cleo, 6), ANNA_HERTZ)).isGreaterThan(0.95);
    annaSpeaks(2);
    assertThat(share(last(ben, 2), ANNA_HERTZ)).isGreaterThan(0.95);
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

  @Test
  void tellsKeysAndKeepsThemFromTheOthers() throws Exception {
    comes(anna);
    comes(ben);
    pass(1);
    anna.event(true, 5, true, 480);
    pass(2);
    assertThat(anna.awaits(KeyPressed.class).key()).isEqualTo('5');
    assertThat(drained(ben)).isEmpty();
  }

  @Test
  void takesNoMoreThanItHasRoomFor() throws Exception {
    Room small = engine.room(1);
    MediaSession other = answered(ben, "0");
    Room.Member member = small.join(answered(anna, "0")).orElseThrow();
    assertThat(small.join(other)).isEmpty();
    member.close();
    assertThat(small.join(other)).isPresent();
    assertThat(small.members()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> engine.room(501));
  }

  @Test
  void isLeftByASessionThatEnds() throws Exception {
    Room.Member speaker = comes(anna);
    comes(ben);
    pass(1);
    annaSpeaks(10);
    speaker.session().close();
    pass(1);
    assertThat(room.members()).hasSize(1);
    pass(100);
    drained(ben);
    pass(50);
    assertThat(drained(ben)).isEmpty();
  }

  @Test
  void isLeftForABridge() throws Exception {
    Room.Member speaker = comes(anna);
    Room.Member listener = comes(ben);
    comes(cleo);
    pass(1);
    annaSpeaks(10);
    engine.bridge(speaker.session(), listener.session());
    pass(2);
    drained(ben);
    drained(cleo);
    annaSpeaks(5);
    assertThat(share(last(ben, 5), ANNA_HERTZ)).isGreaterThan(0.95);
    assertThat(drained(cleo)).hasSizeLessThan(10).allMatch(p -> p.payload()[0] == (byte) 0xFF);
    assertThat(room.members()).hasSize(1);
  }

  @Test
  void isLeftByAllWhenItCloses() throws Exception {
    comes(anna);
    comes(ben);
    pass(1);
    annaSpeaks(10);
    room.close();
    pass(1);
    drained(ben);
    annaSpeaks(10);
    assertThat(drained(ben)).isEmpty();
    assertThat(room.members()).isEmpty();
    assertThat(room.join(answered(cleo, "0"))).isEmpty();
  }

  @Test
  void holdsFiveHundred() throws Exception {
    Room large = engine.room(500);
    // A socket keeps some 250 packets: each of these phones listens for 83 members
    List<FarSide> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      crowd.add(phone());
    }
    assertThat(large.join(answered(anna, "0 101"))).isPresent();
    for (int i = 0; i < 498; i++) {
      assertThat(large.join(answered(crowd.get(i % 6), "0"))).isPresent();
    }
    assertThat(large.join(answered(ben, "0 101"))).isPresent();
    pass(2);
    for (int i = 0; i < 15; i++) {
      bothSpeak(1);
      crowd.forEach(this::drained);
    }
    bothSpeak(1);
    List<Packet> packets = new ArrayList<>();
    for (FarSide one : crowd) {
      packets.addAll(one.hears(83));
    }
    byte[] heard = packets.getFirst().payload();
    assertThat(packets).allMatch(packet -> Arrays.equals(packet.payload(), heard));
    assertThat(packets.stream().map(Packet::ssrc).distinct()).hasSize(498);
    assertThat(share(last(ben, 10), ANNA_HERTZ)).isGreaterThan(0.95);
    assertThat(large.activeSpeakers()).hasSize(2);
  }

  @Test
  void allocatesNothingForAFrame() throws Exception {
    comes(anna);
    comes(ben);
    comes(cleo, "8");
    comes(phone(), "9");
    pass(1);
    bothSpeak(1_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    long allocated = 0;
    for (int i = 0; i < 1_000; i++) {
      anna.speak(0, Arrays.copyOfRange(ANNAS, 0, FRAME));
      ben.speak(0, Arrays.copyOfRange(BENS, 0, FRAME));
      long before = threads.getThreadAllocatedBytes(self);
      passOne();
      allocated += threads.getThreadAllocatedBytes(self) - before;
      settle();
    }
    // Two come in and four go out for each frame; reports and the compiler are not of that path
    assertThat(allocated / 6_000.0).isLessThan(4);
  }
}
