package org.jackfield.media.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.jackfield.media.Signals;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.G711;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MixerTest {

  private static final int FRAME = 160;

  private final Mixer mixer = new Mixer(8_000, 6);
  private final Mixer.Member anna = mixer.join();
  private final Mixer.Member ben = mixer.join();
  private final Mixer.Member cleo = mixer.join();
  private final Mixer.Member dan = mixer.join();

  private final short[] annasVoice = Signals.sine(8_000, 20, 300, 6_000);
  private final short[] bensVoice = Signals.sine(8_000, 20, 550, 5_000);
  private final short[] dansVoice = Signals.sine(8_000, 20, 1_050, 4_000);
  private final short[] heard = new short[FRAME];

  @Test
  void letsEachHearAllOthersAndNotItself() {
    talk();
    assertThat(heardBy(anna)).isEqualTo(bensVoice);
    assertThat(heardBy(ben)).isEqualTo(annasVoice);
    assertThat(heardBy(cleo)).isEqualTo(Signals.sum(annasVoice, bensVoice));
  }

  @Test
  void isSilentForOneAlone() {
    ben.leave();
    cleo.leave();
    dan.leave();
    anna.offer(annasVoice, 0);
    mixer.mix();
    assertThat(heardBy(anna)).containsOnly(0);
  }

  @Test
  void clipsAndDoesNotWrap() {
    short[] loud = Signals.sine(8_000, 20, 300, 32_000);
    anna.offer(loud, 0);
    ben.offer(loud, 0);
    dan.offer(loud, 0);
    mixer.mix();
    assertThat(heardBy(cleo)).isEqualTo(Signals.sum(Signals.sum(loud, loud), loud));
    // Of three that clip, those two are heard as they are less the third
    assertThat(heardBy(anna)).isEqualTo(Signals.sum(loud, loud));
  }

  @Test
  void hearsNothingOfWhoIsMutedUntilThatEnds() {
    anna.mute(true);
    talk();
    assertThat(heardBy(ben)).containsOnly(0);
    assertThat(heardBy(anna)).isEqualTo(bensVoice);
    anna.mute(false);
    talk();
    assertThat(heardBy(ben)).isEqualTo(annasVoice);
  }

  @Test
  void neitherHearsNorIsHeardWhileHeld() {
    anna.hold(true);
    talk();
    assertThat(heardBy(anna)).containsOnly(0);
    assertThat(heardBy(ben)).containsOnly(0);
    assertThat(anna.onlyListens()).isFalse();
  }

  @Test
  void letsACoachBeHeardByOneAlone() {
    dan.coach(ben);
    dan.offer(dansVoice, 0);
    talk();
    assertThat(heardBy(ben)).isEqualTo(Signals.sum(annasVoice, dansVoice));
    assertThat(heardBy(anna)).isEqualTo(bensVoice);
    assertThat(heardBy(cleo)).isEqualTo(Signals.sum(annasVoice, bensVoice));
    assertThat(heardBy(dan)).isEqualTo(Signals.sum(annasVoice, bensVoice));
    ben.leave();
    dan.offer(dansVoice, 0);
    mixer.mix();
    assertThat(heardBy(cleo)).containsOnly(0);
    dan.coach(null);
    dan.offer(dansVoice, 0);
    mixer.mix();
    assertThat(heardBy(cleo)).isEqualTo(dansVoice);
  }

  @Test
  void makesOneLouderForTheOthers() {
    anna.gain(-6);
    for (int i = 0; i < 3; i++) {
      talk();
    }
    heardBy(ben);
    assertThat(Signals.level(heard, 0, FRAME) - Signals.level(annasVoice, 0, FRAME))
        .isBetween(-6.1, -5.9);
  }

  @Test
  void keepsTheNoiseOfThoseWhoDoNotSpeakOut() {
    for (int i = 0; i < 100; i++) {
      cleo.offer(Signals.noise(8_000, 20, 100, i), 0);
      mixer.mix();
    }
    assertThat(heardBy(anna)).containsOnly(0);
    assertThat(cleo.onlyListens()).isTrue();
  }

  @Test
  void encodesOnceForAllWhoOnlyListen() {
    byte[] one = new byte[FRAME];
    byte[] other = new byte[FRAME];
    talk();
    assertThat(cleo.onlyListens()).isTrue();
    assertThat(dan.onlyListens()).isTrue();
    assertThat(anna.onlyListens()).isFalse();
    assertThat(mixer.encodeForListeners(Codec.PCMU, one, 0)).isEqualTo(FRAME);
    assertThat(mixer.encodeForListeners(Codec.PCMU, other, 0)).isEqualTo(FRAME);
    assertThat(one).isEqualTo(other);
    short[] decoded = new short[FRAME];
    G711.decodeMu(one, 0, FRAME, decoded, 0);
    assertThat(Signals.correlation(heardBy(cleo), decoded)).isGreaterThan(0.99);
    assertThat(mixer.encodeForListeners(Codec.G722, new byte[FRAME], 0)).isEqualTo(FRAME);
    assertThat(mixer.encodeForListeners(Codec.OPUS, new byte[1_275], 0)).isPositive();
  }

  @Test
  void namesTheLoudestSpeakersFirst() {
    @Nullable Mixer.Member[] two = new Mixer.Member[2];
    for (int i = 0; i < 10; i++) {
      dan.offer(dansVoice, 0);
      talk();
    }
    assertThat(mixer.activeSpeakers(two)).isEqualTo(2);
    assertThat(two).containsExactly(anna, ben);
    @Nullable Mixer.Member[] all = new Mixer.Member[9];
    assertThat(mixer.activeSpeakers(all)).isEqualTo(3);
    assertThat(all).startsWith(anna, ben, dan);
    anna.mute(true);
    talk();
    assertThat(mixer.activeSpeakers(all)).isEqualTo(1);
  }

  @Test
  void takesNoMoreThanItHasRoomFor() {
    mixer.join();
    mixer.join();
    assertThatIllegalStateException().isThrownBy(mixer::join);
    cleo.leave();
    cleo.leave();
    assertThat(mixer.size()).isEqualTo(5);
    mixer.join();
    talk();
    assertThat(heardBy(ben)).isEqualTo(annasVoice);
    assertThatIllegalArgumentException().isThrownBy(() -> new Mixer(8_000, 501));
  }

  private void talk() {
    anna.offer(annasVoice, 0);
    ben.offer(bensVoice, 0);
    mixer.mix();
  }

  private short[] heardBy(Mixer.Member member) {
    member.hear(heard, 0);
    return heard.clone();
  }
}
