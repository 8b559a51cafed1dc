package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.Recording.Channels;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.G711;
import org.jackfield.media.sdp.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SRTP with a telephone that is not ours: baresip calls with {@code mediaenc=srtp-mand}, and both
 * sides hear each other.
 */
class BaresipSrtpTest extends LegWorld {

  @TempDir private Path folder;

  private static byte[] tone(int hertz, int millis) {
    short[] samples = sine(hertz, millis);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  @Test
  void hearsAndIsHeard() throws Exception {
    assumeThat(BaresipPhone.PROGRAM).exists();
    String account = "audio_codecs=pcmu;mediaenc=srtp-mand";
    try (CalledParty called = new CalledParty();
        BaresipPhone baresip =
            new BaresipPhone(folder, account, sine(440, 20_000), 8_000, called)) {
      CalledParty.Message invite = baresip.invites(called);
      assertThat(invite.body()).contains("RTP/SAVP", "a=crypto:");
      MediaSession session = engine.answer(invite.body(), phone);
      assertThat(session.description()).contains("RTP/SAVP", "a=crypto:");
      Path recorded = folder.resolve("recorded.wav");
      Recording recording =
          session.record(
              new Recording.Settings(
                  recorded, Channels.PEER, Duration.ofSeconds(60), false, false, Duration.ZERO));
      session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 2_000))), 0);
      called.accepts(invite, session.description());
      Fact.await("it is heard", () -> session.statistics().received() > 0);
      Fact.await("it goes on", () -> session.statistics().received() > 120);
      recording.stop();
      assertThat(phone.awaits(RecordingEnded.class).recording()).isSameAs(recording);

      short[] heard = WavFile.read(recorded).samples();
      assertThat(Tones.usualShare(last(heard, 12_000), 440)).isGreaterThan(0.95);
      // What came before its port was open on either side
      assertThat(((RtpSession) session).leg().counters().dropped()).isLessThan(5);

      called.hangsUp(invite);
      short[] hers = baresip.heard();
      short[] middle = Arrays.copyOfRange(hers, hers.length / 3, hers.length / 3 + 8_000);
      assertThat(Tones.usualShare(middle, 1_000)).isGreaterThan(0.95);
    }
  }

  /** It answers an offer of ours: one that has to be protected, and one that may be. */
  @ParameterizedTest
  @CsvSource({"REQUIRED, srtp-mand, RTP/SAVP", "OFFERED, srtp, RTP/AVP"})
  void isCalledInSecret(Protection protection, String encryption, String transport)
      throws Exception {
    assumeThat(BaresipPhone.PROGRAM).exists();
    String account = "audio_codecs=pcmu;mediaenc=" + encryption;
    try (RtpEngine securing = new RtpEngine(settings().withProtection(protection));
        BaresipPhone baresip = BaresipPhone.waiting(folder, account, sine(440, 20_000), 8_000);
        CallingParty calls = new CallingParty(baresip.port())) {
      MediaSession session = securing.offer(phone);
      assertThat(session.description()).contains(transport + " ", "a=crypto:1 ");
      String answer = calls.calls(session.description());
      assertThat(answer).contains(transport + " ", "a=crypto:1 ");
      session.accept(answer);
      Path recorded = folder.resolve("recorded.wav");
      Recording recording =
          session.record(
              new Recording.Settings(
                  recorded, Channels.PEER, Duration.ofSeconds(60), false, false, Duration.ZERO));
      session.play(List.of(Sound.of(SoundFormat.PCMU_8000, tone(1_000, 2_000))), 0);
      Fact.await("it is heard", () -> session.statistics().received() > 0);
      Fact.await("it goes on", () -> session.statistics().received() > 120);
      recording.stop();
      phone.awaits(RecordingEnded.class);
      assertThat(Tones.usualShare(last(WavFile.read(recorded).samples(), 12_000), 440))
          .isGreaterThan(0.95);
      assertThat(((RtpSession) session).leg().counters().dropped()).isLessThan(5);

      calls.hangsUp();
      short[] hers = baresip.heard();
      short[] middle = Arrays.copyOfRange(hers, hers.length / 3, hers.length / 3 + 8_000);
      assertThat(Tones.usualShare(middle, 1_000)).isGreaterThan(0.95);
    }
  }

  private static short[] last(short[] samples, int count) {
    return Arrays.copyOfRange(samples, samples.length - count, samples.length);
  }
}
