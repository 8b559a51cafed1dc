package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Signals;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** sipp hears what we play: it returns each packet that it took, and we listen to that. */
class SippTest extends LegWorld {

  private static final Path PROGRAM = Path.of("/usr/bin/sipp");
  private static final int SECOND = 8_000;
  // linux/capability.h: keys go out by a raw socket
  private static final int CAP_NET_RAW = 13;

  @TempDir private Path folder;
  private @Nullable Process sipp;

  @BeforeEach
  void isInstalled() {
    assumeThat(PROGRAM).exists();
  }

  @AfterEach
  void end() throws Exception {
    Process running = sipp;
    if (running != null) {
      running.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Process calls(CalledParty called, int codec) throws Exception {
    Process running =
        new ProcessBuilder(
                PROGRAM.toString(),
                "127.0.0.1:" + called.port(),
                "-sf",
                Path.of("src/test/resources/sipp/uac-sound.xml").toAbsolutePath().toString(),
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-mp",
                String.valueOf(phone.port() + 2_000),
                "-rtp_echo",
                "-key",
                "codec",
                String.valueOf(codec),
                "-m",
                "1",
                "-nostdin",
                "-timeout",
                "60s")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sipp.log").toFile())
            .start();
    sipp = running;
    return running;
  }

  private static boolean maySendRawPackets() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .anyMatch(line -> new BigInteger(line.substring(7).strip(), 16).testBit(CAP_NET_RAW));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.99", "8, 0.99", "9, 0.95"})
  void hearsWhatWePlay(int codec, double alike) throws Exception {
    short[] voice = Signals.speech(SECOND, 2_000);
    byte[] bytes = new byte[voice.length];
    G711.encodeMu(voice, 0, voice.length, bytes, 0);
    try (CalledParty called = new CalledParty()) {
      calls(called, codec);
      CalledParty.Message invite = called.awaits("INVITE");
      MediaSession session = engine.answer(invite.body(), phone);
      Path returned = folder.resolve("returned.wav");
      Recording recording =
          session.record(
              new Recording.Settings(
                  returned, Channels.PEER, Duration.ofSeconds(60), false, false, Duration.ZERO));
      called.accepts(invite, session.description());
      session.play(List.of(Sound.of(SoundFormat.PCMU_8000, bytes)), 1);
      phone.awaits(PlayEnded.class);
      Fact.await("all has come back", () -> session.statistics().received() >= 100);
      recording.stop();
      phone.awaits(RecordingEnded.class);

      short[] midst = Arrays.copyOfRange(voice, SECOND / 2, 3 * SECOND / 2);
      short[] heard = WavFile.read(returned).atEightKilohertz();
      assertThat(Signals.usuallyFound(midst, heard)).isGreaterThan(alike);
    }
  }

  @Test
  void pressesKeys() throws Exception {
    assumeThat(maySendRawPackets()).isTrue();
    try (CalledParty called = new CalledParty()) {
      Process running = calls(called, 0);
      CalledParty.Message invite = called.awaits("INVITE");
      MediaSession session = engine.answer(invite.body(), phone);
      called.accepts(invite, session.description());
      called.sends("INFO", invite);
      for (char key : "5#9".toCharArray()) {
        assertThat(phone.awaits(KeyPressed.class).key()).isEqualTo(key);
      }
      called.hangsUp(invite);
      assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).isZero();
      assertThat(phone.eventsSoFar()).isEmpty();
    }
  }
}
