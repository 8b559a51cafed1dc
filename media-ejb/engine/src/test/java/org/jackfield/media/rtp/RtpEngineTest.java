package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.media.MediaEngine.Figures;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PeerSilent;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaEvent.PlayFailed;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Playback;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtpEngineTest {

  private static final int FRAME = 160;

  private RtpEngine engine;
  private FarSide phone;

  @BeforeEach
  void start() throws Exception {
    engine = new RtpEngine(settings());
    phone = new FarSide();
  }

  private static EngineSettings settings() {
    return EngineSettings.at(InetAddress.getLoopbackAddress()).withTickers(1);
  }

  @AfterEach
  void stop() {
    phone.close();
    engine.close();
    assertThat(engine.openSessions()).isZero();
  }

  private MediaSession answered(String formats) throws Exception {
    MediaSession session = engine.answer(phone.describe(formats), phone);
    phone.reads(session.description());
    return session;
  }

  private static Sound sound(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return Sound.of(SoundFormat.PCMU_8000, noise);
  }

  private static byte[] bytesOf(Sound sound) {
    byte[] bytes = new byte[sound.length()];
    sound.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  @Test
  void sendsTheFirstPacketAtOnce() throws Exception {
    MediaSession session = answered("0 101");
    session.play(List.of(sound(FRAME)), 1);
    phone.awaits(PlayEnded.class);
    phone.heardSoFar();
    long[] waited = new long[21];
    for (int i = 0; i < waited.length; i++) {
      long asked = System.nanoTime();
      session.play(List.of(sound(FRAME)), 1);
      waited[i] = phone.hears().at() - asked;
      phone.awaits(PlayEnded.class);
    }
    Arrays.sort(waited);
    // Others use the machine too: a quarter shows whether it waits for its turn
    assertThat(Duration.ofNanos(waited[5])).isLessThan(Duration.ofMillis(4));
  }

  @Test
  void translatesForAnALawPhone() throws Exception {
    Sound sound = sound(3 * FRAME);
    MediaSession session = answered("8 101");
    session.play(List.of(sound), 1);

    byte[] expected = new byte[3 * FRAME];
    G711.muToA(bytesOf(sound), 0, expected.length, expected, 0);
    List<Packet> packets = phone.hears(3);
    assertThat(packets.getFirst().type()).isEqualTo(8);
    assertThat(FarSide.joined(packets)).isEqualTo(expected);
  }

  @Test
  void joinsSoundsWithoutAGapAndRepeatsTheList() throws Exception {
    Sound one = sound(FRAME + 40);
    Sound two = sound(FRAME - 40);
    MediaSession session = answered("0");
    session.play(List.of(one, two), 2);

    byte[] heard = FarSide.joined(phone.hears(4));
    assertThat(Arrays.copyOf(heard, FRAME + 40)).isEqualTo(bytesOf(one));
    assertThat(Arrays.copyOfRange(heard, FRAME + 40, 2 * FRAME)).isEqualTo(bytesOf(two));
    assertThat(Arrays.copyOfRange(heard, 2 * FRAME, 3 * FRAME + 40)).isEqualTo(bytesOf(one));
    phone.awaits(PlayEnded.class);
  }

  @Test
  void fillsTheLastFrameWithSilence() throws Exception {
    MediaSession session = answered("0");
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, new byte[] {1, 2, 3})), 1);
    byte[] payload = phone.hears().payload();
    assertThat(payload).hasSize(FRAME).startsWith(1, 2, 3);
    assertThat(payload[3]).isEqualTo(G711.MU_SILENCE);
    assertThat(payload[FRAME - 1]).isEqualTo(G711.MU_SILENCE);
  }

  @Test
  void playsASoundThatGrowsAsItComes() throws Exception {
    Sound growing = new Sound(SoundFormat.PCMU_8000);
    MediaSession session = answered("0");
    session.play(List.of(growing), 1);
    byte[] part = bytesOf(sound(2 * FRAME));
    growing.append(part, 0, FRAME + 10);
    Packet first = phone.hears();
    assertThat(first.payload()).isEqualTo(Arrays.copyOf(part, FRAME));
    growing.append(part, FRAME + 10, FRAME - 10);
    growing.complete();
    assertThat(phone.hears().payload()).isEqualTo(Arrays.copyOfRange(part, FRAME, 2 * FRAME));
    phone.awaits(PlayEnded.class);
  }

  @Test
  void tellsOfASoundThatFailedAndPlaysTheNext() throws Exception {
    MediaFailure failure = new MediaFailure(11_200, "cannot be had");
    Sound next = sound(FRAME);
    MediaSession session = answered("0");
    Playback playback =
        session.play(List.of(Sound.failed(SoundFormat.PCMU_8000, failure), next), 1);

    assertThat(phone.awaits(PlayFailed.class)).isEqualTo(new PlayFailed(playback, failure));
    assertThat(phone.hears().payload()).isEqualTo(bytesOf(next));
    phone.awaits(PlayEnded.class);
  }

  @Test
  void endsAtOnceWhenNothingCanBePlayedForEver() throws Exception {
    MediaSession session = answered("0");
    session.play(List.of(), 0);
    phone.awaits(PlayEnded.class);
  }

  @Test
  void stopsWithTheFrame() throws Exception {
    MediaSession session = answered("0");
    Playback playback = session.play(List.of(sound(500 * FRAME)), 0);
    phone.hears(3);
    playback.stop();
    phone.awaits(PlayEnded.class);
    phone.heardSoFar();
    assertThat(playback.positionMillis()).isLessThan(2_000);
    playback.stop();
    assertThat(phone.eventsSoFar()).isEmpty();
  }

  @Test
  void replacesWhatIsBeingPlayed() throws Exception {
    MediaSession session = answered("0");
    Playback before = session.play(List.of(sound(500 * FRAME)), 1);
    phone.hears(2);
    session.play(List.of(Sound.of(SoundFormat.PCMU_8000, new byte[FRAME])), 1);
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(before);
    phone.awaits(PlayEnded.class);
    Packet last = phone.hears();
    while (!Arrays.equals(last.payload(), new byte[FRAME])) {
      last = phone.hears();
    }
    assertThat(phone.heardSoFar()).isEmpty();
  }

  @Test
  void keepsTheClockOfTwentyMilliseconds() throws Exception {
    MediaSession session = answered("0");
    session.play(List.of(sound(50 * FRAME)), 1);
    List<Packet> packets = phone.hears(50);
    // The machine makes packets late, and never early: the least delay shows the clock
    double drift = (leastDelay(packets, 25, 50) - leastDelay(packets, 0, 25)) / 1e6;
    assertThat(drift).isBetween(-15.0, 15.0 + 20 * engine.framesSkipped());
  }

  private static long leastDelay(List<Packet> packets, int from, int to) {
    return IntStream.range(from, to)
        .mapToLong(i -> packets.get(i).at() - 20_000_000L * i)
        .min()
        .orElseThrow();
  }

  @Test
  void tellsEachKeyOnceWhenItGoesDown() throws Exception {
    answered("0 101");
    for (int code : new int[] {1, 1, 11, 15}) {
      phone.event(true, code, false, 160);
      phone.event(false, code, false, 320);
      phone.event(false, code, true, 480);
      phone.event(false, code, true, 480);
      phone.event(false, code, true, 480);
      phone.timestamp += 1_600;
    }
    for (char key : "11#D".toCharArray()) {
      assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo(key);
    }
    assertThat(phone.eventsSoFar()).isEmpty();
  }

  @Test
  void sendsNothingWhileNothingPlays() throws Exception {
    MediaSession session = answered("0 101");
    phone.event(true, 5, true, 480);
    phone.awaits(KeyPressed.class);
    assertThat(phone.heardSoFar()).isEmpty();
    assertThat(session.statistics().sent()).isZero();
  }

  @Test
  void reportsAPeerOfWhomNothingComes() throws Exception {
    try (RtpEngine impatient =
        new RtpEngine(settings().withPatience(Duration.ofMillis(50), Duration.ZERO))) {
      impatient.answer(phone.describe("0"), phone).answered();
      assertThat(phone.awaits(PeerSilent.class).length()).isEqualTo(Duration.ofMillis(50));
    }
  }

  @Test
  void staysAliveWithAFrameOfSilence() throws Exception {
    try (RtpEngine alive =
        new RtpEngine(settings().withPatience(Duration.ZERO, Duration.ofMillis(40)))) {
      alive.answer(phone.describe("0"), phone);
      assertThat(phone.hears().payload()).hasSize(FRAME).containsOnly(G711.MU_SILENCE);
    }
  }

  @Test
  void placesACallWithAnOfferOfItsOwn() throws Exception {
    MediaSession session = engine.offer(phone);
    assertThat(session.description())
        .contains("m=audio ", " RTP/AVP 0 8 101\r\n", "a=rtpmap:101 telephone-event/8000\r\n");
    Playback playback = session.play(List.of(sound(FRAME)), 1);
    session.accept(phone.describe("8 101"));
    assertThat(phone.hears().type()).isEqualTo(8);
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(playback);
  }

  @Test
  void givesEverythingBack() throws Exception {
    int before = engine.freePorts();
    MediaSession session = answered("0");
    Playback playback = session.play(List.of(sound(500 * FRAME)), 1);
    assertThat(engine.freePorts()).isEqualTo(before - 1);
    session.close();
    session.close();
    assertThat(phone.awaits(PlayEnded.class).playback()).isSameAs(playback);
    Fact.await("it is no session any more", () -> engine.openSessions() == 0);
    assertThat(engine.freePorts()).isEqualTo(before);
  }

  @Test
  void tellsHowTheSoundOfAllSessionsWent() throws Exception {
    MediaSession first = answered("0 101");
    MediaSession second = engine.answer(phone.describe("0"), phone);
    phone.reads(first.description()).speak(0, bytesOf(sound(FRAME)));
    first.play(List.of(sound(2 * FRAME)), 1);
    phone.awaits(PlayEnded.class);
    Fact.await("it has come", () -> engine.figures().received() == 1);
    assertThat(engine.figures().open()).isEqualTo(2);

    first.close();
    second.close();
    Fact.await("both have ended", () -> engine.figures().ended() == 2);
    Figures figures = engine.figures();
    assertThat(figures.open()).isZero();
    assertThat(figures.sent()).isEqualTo(2);
    assertThat(figures.received()).isOne();
    assertThat(figures.lost()).isZero();
    assertThat(figures.meanOpinionScore()).isBetween(4.0, 4.5);
  }

  @Test
  void refusesWhatDoesNotFitAndOpensNothing() {
    int before = engine.freePorts();
    assertThatThrownBy(() -> engine.answer("hello", phone))
        .isInstanceOfSatisfying(
            MediaRefused.class,
            r -> assertThat(r.reason()).isEqualTo(MediaRefused.Reason.MALFORMED));
    assertThatThrownBy(() -> engine.answer(phone.describe("18"), phone))
        .isInstanceOfSatisfying(
            MediaRefused.class,
            r -> assertThat(r.reason()).isEqualTo(MediaRefused.Reason.NOT_ACCEPTABLE));
    Fact.await("the ports are free", () -> engine.freePorts() == before);
  }

  @Test
  void saysThatNoPortIsLeftAndOpensNothing() throws Exception {
    try (RtpEngine small = new RtpEngine(settings().withPorts(20_900, 20_903))) {
      small.answer(phone.describe("0"), phone);
      MediaSession second = small.answer(phone.describe("0"), phone);
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> small.answer(phone.describe("0"), phone))
            .isInstanceOfSatisfying(
                MediaRefused.class,
                r -> assertThat(r.reason()).isEqualTo(MediaRefused.Reason.NO_PORT_LEFT));
        assertThatThrownBy(() -> small.offer(phone))
            .isInstanceOfSatisfying(
                MediaRefused.class,
                r -> assertThat(r.reason()).isEqualTo(MediaRefused.Reason.NO_PORT_LEFT));
      }
      assertThat(small.openSessions()).isEqualTo(2);
      second.close();
      Fact.await("its ports are free", () -> small.freePorts() == 1);
      small.answer(phone.describe("0"), phone);
    }
  }
}
