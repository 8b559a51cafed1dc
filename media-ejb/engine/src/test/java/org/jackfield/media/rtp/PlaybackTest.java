package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Playback;
import org.jackfield.media.Sound;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.Test;

/** Sounds, numbers and timestamps, at the test's own time. */
class PlaybackTest extends ClockedWorld {

  private static byte[] bytesOf(Sound sound) {
    byte[] bytes = new byte[sound.length()];
    sound.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  @Test
  void playsWhatIsGivenToTheByte() throws Exception {
    Sound sound = sound(10 * FRAME);
    MediaSession session = answered(phone, "0 8 101");

    Playback playback = session.play(List.of(sound), 1);

    pass(12);
    List<Packet> packets = phone.hears(10);
    assertThat(FarSide.joined(packets)).isEqualTo(bytesOf(sound));
    assertThat(packets.getFirst().marker()).isTrue();
    for (int i = 1; i < 10; i++) {
      assertThat(packets.get(i).marker()).isFalse();
      assertThat(packets.get(i).sequence() - packets.get(i - 1).sequence() & 0xFFFF).isOne();
      assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp()).isEqualTo(FRAME);
      assertThat(packets.get(i).ssrc()).isEqualTo(packets.getFirst().ssrc());
    }
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(playback);
    assertThat(playback.positionMillis()).isEqualTo(200);
    assertThat(session.statistics().sent()).isEqualTo(10);
  }

  @Test
  void movesTheTimestampWithTheTimeOverAGap() throws Exception {
    MediaSession session = answered(phone, "0");
    session.play(List.of(sound(FRAME)), 1);
    pass(2);
    Packet first = phone.hears();
    pass(100);
    session.play(List.of(sound(FRAME)), 1);
    pass(1);
    Packet second = phone.hears();

    assertThat(second.marker()).isTrue();
    assertThat(second.sequence() - first.sequence() & 0xFFFF).isOne();
    assertThat((long) second.timestamp() - first.timestamp())
        .isBetween(102L * FRAME - FRAME / 2, 102L * FRAME + FRAME / 2);
  }

  @Test
  void keepsItsClockHoweverOftenItRuns() throws Exception {
    MediaSession session = answered(phone, "0");
    Playback playback = session.play(List.of(sound(200 * FRAME)), 1);
    pass(1);
    long began = playback.positionMillis();
    for (int step = 1; step <= 300; step++) {
      time.addAndGet(7_000_000L + step % 3 * 2_500_000L);
      engine.runDue();
    }
    // 300 steps of 7, 9.5 and 12 ms; it does not drift with any of them
    assertThat(playback.positionMillis() - began).isBetween(2_830L, 2_870L);
    settle();
  }

  @Test
  void repeatsForEverWhereTimesIsNotPositive() throws Exception {
    MediaSession session = answered(phone, "0");
    Playback playback = session.play(List.of(sound(2 * FRAME)), -1);
    pass(200);
    assertThat(playback.positionMillis()).isBetween(3_980L, 4_020L);
    playback.stop();
    pass(1);
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(playback);
  }
}
