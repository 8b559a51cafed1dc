package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.basic;
import static org.jackfield.system.media.MediaSpace.cache;
import static org.jackfield.system.media.MediaSpace.header;
import static org.jackfield.system.media.MediaSpace.speech;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.jackfield.system.call.WebApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed (kill -9) and started again serves nothing wrong, and loses nothing. */
class CrashIT {

  private static final short[] SPOKEN = Wav.sweep(300, 3_000, 60);
  private static final String LONG = "It takes a while until all of this has been spoken. ";

  @TempDir Path folder;

  // P2.18, P2.20, P2.22
  @Test
  void servesNothingOfAMakingThatItDidNotFinishAndAllThatItHadAnnounced() throws Exception {
    try (VoiceServer server = VoiceServer.start("crash", 1_100)) {
      MediaSpace media = new MediaSpace(server);
      byte[] whole = media.get(speech("This was whole before")).body();
      String recording = record(server);
      HttpResponse<byte[]> recorded = get(media, server, recording);
      String form = "language=en-US&voice=man&text=" + MediaSpace.encoded(LONG.repeat(70));
      String address =
          header(media.tell("speech.pcmu", form), "Location")
              .replaceFirst("^http://[^/]+/media/", "");

      HttpResponse<InputStream> growing = media.open(address);
      assertThat(media.figure("making")).as("it is still being made").isEqualTo(1);
      byte[] beginning = growing.body().readNBytes(1_000);
      server.server().kill();
      server.server().startAgain();

      HttpResponse<byte[]> before = media.get(speech("This was whole before"));
      assertThat(cache(before)).isEqualTo("HIT");
      assertThat(before.body()).isEqualTo(whole);

      HttpResponse<byte[]> again = media.get(address);
      assertThat(again.statusCode()).as("the text is known").isEqualTo(200);
      assertThat(cache(again)).as("nothing of it was taken for whole").isEqualTo("MISS");
      assertThat(Arrays.copyOf(again.body(), 1_000)).isEqualTo(beginning);
      assertThat(again.body()).isEqualTo(elsewhere(form));
      assertThat(cache(media.get(address))).isEqualTo("HIT");

      assertThat(get(media, server, recording).body()).isEqualTo(recorded.body());
      assertThat(server.get("Recordings.json").body())
          .contains(recording.substring(recording.lastIndexOf('/') + 1));
    }
  }

  /** The same address, as a server answers it that was never killed. */
  private static byte[] elsewhere(String form) throws Exception {
    MediaSpace other = new MediaSpace(MediaServer.shared());
    String address =
        header(other.tell("speech.pcmu", form), "Location")
            .replaceFirst("^http://[^/]+/media/", "");
    return other.get(address).body();
  }

  private static HttpResponse<byte[]> get(MediaSpace media, VoiceServer server, String address) {
    HttpResponse<byte[]> answer =
        media.get(
            URI.create(address).getPath(),
            "Authorization",
            basic(server.account(), server.token()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().length).isGreaterThan(Wav.RATE);
    return answer;
  }

  /** Records a call, and gives the address that the application was told. */
  private String record(VoiceServer server) throws Exception {
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(SPOKEN));
    try (WebApplication application = WebApplication.of(server, folder.resolve("application"));
        Baresip phone =
            Baresip.start(folder.resolve("phone"), "dave", server.server().port(15_430), says)) {
      application
          .with(
              "record.xml",
              "<Response><Record maxLength=\"4\" timeout=\"30\" playBeep=\"false\""
                  + " action=\"/done.xml\"/></Response>")
          .with("done.xml", "<Response><Hangup/></Response>");
      server.number("+15550320", application.address("record.xml"));
      phone.dial(server.sip("+15550320"));
      return application.await("done.xml").parameter("RecordingUrl");
    }
  }
}
