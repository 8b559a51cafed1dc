package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.Test;

class OwnVoiceTest {

  private static final int FRAME = 160;

  private final OwnVoice voice = new OwnVoice(Codec.PCMU);
  private final short[] taken = new short[FRAME];
  private int spoken;
  private long now;

  private static short sampleOf(int frame) {
    return G711.fromMu((byte) (frame & 0x7F));
  }

  private void says() {
    byte[] payload = LegWorld.frame(spoken++ & 0x7F);
    voice.spoke(payload, 0, FRAME);
  }

  private short takes() {
    now += Ticker.FRAME_NANOS;
    voice.take(taken, now);
    return taken[FRAME / 2];
  }

  @Test
  void doesNotStayBehindAfterATurnThatCameLate() {
    for (int i = 0; i < 3; i++) {
      says();
    }
    assertThat(takes()).isEqualTo(sampleOf(0));
    for (int i = 0; i < 60; i++) {
      says();
      takes();
    }
    says();
    assertThat(takes()).as("what was said a turn ago").isEqualTo(sampleOf(spoken - 2));
  }

  @Test
  void losesNothingOfASoundThatBeganBetweenTwoTurns() {
    takes();
    says();
    for (int turn = 0; turn < 120; turn++) {
      says();
      assertThat(takes()).isEqualTo(sampleOf(turn));
    }
  }

  @Test
  void losesNothingOfPacketsThatHoldMoreThanATurn() {
    for (int turn = 0; turn < 200; turn++) {
      if (turn % 2 == 0) {
        says();
        says();
      }
      assertThat(takes()).isEqualTo(sampleOf(turn));
    }
  }

  private void relays(int sequence) {
    byte[] packet = new byte[RtpPacket.HEADER + FRAME];
    RtpPacket.write(packet, false, 0, sequence, sequence * FRAME, 7);
    System.arraycopy(LegWorld.frame(sequence & 0x7F), 0, packet, RtpPacket.HEADER, FRAME);
    voice.relayed(packet, FRAME, now);
  }

  @Test
  void putsWhatIsRelayedInOrder() {
    List<Short> heard = new ArrayList<>();
    for (int i = 1; i <= 60; i += 2) {
      relays(i + 1);
      relays(i);
      heard.add(takes());
      heard.add(takes());
    }
    List<Short> spoken = IntStream.rangeClosed(1, 58).mapToObj(i -> sampleOf(i)).toList();
    assertThat(heard).containsSubsequence(spoken);
  }

  @Test
  void hearsOurOwnVoiceAfterWhatWasRelayed() {
    for (int i = 1; i <= 10; i++) {
      relays(i);
      takes();
    }
    spoken = 50;
    says();
    assertThat(takes()).isEqualTo(sampleOf(50));
    assertThat(takes()).as("nothing is left behind").isZero();
  }

  @Test
  void isSilentWhereNothingWasSaid() {
    says();
    takes();
    assertThat(takes()).isZero();
  }
}
