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
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

/** Who comes, who leaves, and what else happens to members. */
class RoomMembersTest extends RoomWorld {

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
