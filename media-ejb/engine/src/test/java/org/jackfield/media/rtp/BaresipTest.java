package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Signals;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A telephone that is not ours hears what we play, and we hear it, in each codec. */
class BaresipTest extends LegWorld {

  private static final int SECOND = 8_000;
  private static final short[] OURS = Signals.speech(SECOND, 2_500);
  private static final short[] HERS = backwards(SECOND);

  @TempDir private Path folder;

  @BeforeEach
  void isInstalled() {
    assumeThat(BaresipPhone.PROGRAM).exists();
  }

  /** Another voice: the same one backwards. */
  private static short[] backwards(int rate) {
    short[] voice = Signals.speech(rate, 20_000);
    short[] backwards = new short[voice.length];
    for (int i = 0; i < voice.length; i++) {
      backwards[i] = voice[voice.length - 1 - i];
    }
    return backwards;
  }

  private BaresipPhone calls(String codec, CalledParty called) throws Exception {
    int rate = codec.startsWith("g722") ? 2 * SECOND : SECOND;
    return new BaresipPhone(folder, "audio_codecs=" + codec, backwards(rate), rate, called);
  }

  private static Sound sound(short[] samples) {
    return Sound.of(SoundFormat.PCMU_8000, coded(samples));
  }

  private static byte[] coded(short[] samples) {
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  /** What is looked for in what was heard. */
  private static short[] midst(short[] voice) {
    return Arrays.copyOfRange(voice, SECOND / 2, 3 * SECOND / 2);
  }

  @ParameterizedTest
  @CsvSource({
    // what is spoken, and how alike what arrives is to what was said
    "pcmu, 0.99",
    "pcma, 0.99",
    "g722/16000/1, 0.95",
    "opus/48000/2, 0.95"
  })
  void hearsWhatWePlayAndIsHeard(String codec, double alike) throws Exception {
    try (CalledParty called = new CalledParty();
        BaresipPhone baresip = calls(codec, called)) {
      CalledParty.Message invite = baresip.invites(called);
      MediaSession session = engine.answer(invite.body(), phone);
      assertThat(session.description()).containsIgnoringCase(" " + codec.substring(0, 4) + "/");
      Path recorded = folder.resolve("recorded.wav");
      Recording recording =
          session.record(
              new Recording.Settings(
                  recorded, Channels.PEER, Duration.ofSeconds(60), false, false, Duration.ZERO));
      called.accepts(invite, session.description());
      session.play(List.of(sound(OURS)), 0);
      Fact.await("it is heard", () -> session.statistics().received() > 0);
      Fact.await("it goes on", () -> session.statistics().received() > 140);
      recording.stop();
      phone.awaits(RecordingEnded.class);
      called.hangsUp(invite);

      assertThat(Signals.usuallyFound(midst(OURS), baresip.heard())).isGreaterThan(alike);
      short[] heard = WavFile.read(recorded).atEightKilohertz();
      assertThat(Signals.usuallyFound(midst(HERS), heard)).isGreaterThan(alike);
    }
  }

  @Test
  void speaksWithATelephoneOfAnotherCodec() throws Exception {
    try (CalledParty called = new CalledParty();
        BaresipPhone baresip = calls("g722/16000/1", called)) {
      CalledParty.Message invite = baresip.invites(called);
      MediaSession session = engine.answer(invite.body(), phone);
      MediaSession other = answered(friend, "0");
      called.accepts(invite, session.description());
      Bridge bridge = engine.bridge(session, other);
      Fact.await("it is heard", () -> session.statistics().received() > 0);
      speaks(friend, 0, coded(OURS));
      bridge.close();
      called.hangsUp(invite);

      assertThat(Signals.usuallyFound(midst(OURS), baresip.heard())).isGreaterThan(0.95);
      byte[] bytes = FarSide.joined(friend.heardSoFar());
      short[] heard = new short[bytes.length];
      G711.decodeMu(bytes, 0, bytes.length, heard, 0);
      assertThat(Signals.usuallyFound(midst(HERS), heard)).isGreaterThan(0.95);
    }
  }

  @Test
  void pressesKeys() throws Exception {
    try (CalledParty called = new CalledParty();
        BaresipPhone baresip = calls("pcmu", called)) {
      CalledParty.Message invite = baresip.invites(called);
      MediaSession session = engine.answer(invite.body(), phone);
      called.accepts(invite, session.description());
      Fact.await("it is heard", () -> session.statistics().received() > 0);
      for (char key : "5*0#".toCharArray()) {
        baresip.press(key);
        assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo(key);
      }
      called.hangsUp(invite);
    }
  }
}
