package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Router, cache and what makes sounds can be on other hosts, and fail without each other. */
class ApartIT {

  private static final short[] SWEEP = Wav.sweep(300, 3_000, 2);

  @TempDir private Path folder;

  // P2.15: by one property
  @Test
  void aRouterHearsTheMediaLayerOfAnotherServerAndWhatIsKeptWhenItsVoiceIsAway() throws Exception {
    VoiceServer sounds = MediaServer.shared();
    MediaServer.voices("");
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(120)));
    try (OriginServer voice = new OriginServer();
        OriginServer application = new OriginServer();
        VoiceServer router =
            VoiceServer.start(
                "router",
                1_500,
                "-Djackfield.media.near-bytes=0",
                "-Djackfield.media.secret=" + VoiceServer.SECRET,
                "-Djackfield.media.base=http://127.0.0.1:" + sounds.server().httpPort())) {
      MediaServer.voices("Apart|* = http " + voice.address("/say") + "?text={text}");
      voice.with("/say", Wav.file(SWEEP), "Cache-Control: max-age=600");
      application.with(
          "/document.xml",
          "<Response><Say voice='Apart'>Far away</Say></Response>".getBytes(StandardCharsets.UTF_8),
          "Content-Type: text/xml");
      router.number("+15550310", application.address("/document.xml"));

      hears(router, says, "first");
      assertThat(voice.asked("/say")).hasSize(1);
      voice.with("/say", new byte[0]);
      hears(router, says, "second");

      assertThat(voice.asked("/say")).hasSize(1);
      MediaSpace own = new MediaSpace(router);
      assertThat(Map.of("made", own.figure("made"), "hits", own.figure("hits")))
          .isEqualTo(Map.of("made", 0L, "hits", 0L));
      // P2.11: this server has no service for it, and pretends none
      HttpResponse<byte[]> text =
          own.tell("transcription.txt", "url=" + MediaSpace.encoded(voice.address("/say")));
      assertThat(text.statusCode()).isEqualTo(501);
      assertThat(MediaSpace.failure(text)).isEqualTo(20501);
    } finally {
      MediaServer.voices("");
    }
  }

  private void hears(VoiceServer router, Path says, String name) throws Exception {
    int port = router.server().port(name.equals("first") ? 15_420 : 15_430);
    try (Baresip phone = Baresip.start(folder.resolve(name), name, port, says)) {
      phone.dial(router.sip("+15550310"));
      phone.await("CALL_CLOSED");
      assertThat(Wav.found(Arrays.copyOfRange(SWEEP, 4_000, 12_000), phone.heard()))
          .isGreaterThan(0.99);
    }
  }
}
