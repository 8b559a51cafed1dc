package org.jackfield.system.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.WebApplication;

/** A call to a phone of somebody else's making, of which a second is recorded. */
final class RecordedCall {

  private static final int RATE = 8_000;
  private static final int SECONDS = 30;
  private static final Duration LONG = Duration.ofSeconds(40);

  private RecordedCall() {}

  /** Makes it and waits for its end; what is answered is its SID. */
  static String make(ApiServer server, User user, Path folder) throws IOException {
    int port = server.server().port(5090);
    Path sound = noise(folder.resolve("noise.wav"));
    try (WebApplication application = WebApplication.of(user.password(), folder.resolve("web"));
        Baresip phone = Baresip.start(folder.resolve("phone"), "bob", port, sound)) {
      application.with("done.xml", "<Response/>");
      String document =
          "<Response><Record maxLength=\"4\" timeout=\"0\" playBeep=\"false\" action=\"%s\"/>"
                  .formatted(application.address("done.xml"))
              + "</Response>";
      String call =
          server.make(
              user,
              user.path() + "/Calls.json",
              "From=%2B15550100&To=sip:bob@127.0.0.1:"
                  + port
                  + "&Twiml="
                  + URLEncoder.encode(document, StandardCharsets.UTF_8));
      Await.until(
          "the call is over",
          LONG,
          () ->
              server
                  .ask(user, "GET", "/Calls/" + call + ".json", "")
                  .contains("\"status\":\"completed\""));
      Await.until(
          "its recording is whole",
          LONG,
          () ->
              server
                  .ask(user, "GET", "/Calls/" + call + "/Recordings.json", "")
                  .contains("\"status\":\"completed\""));
      return call;
    }
  }

  static Path noise(Path file) throws IOException {
    byte[] samples = new byte[2 * RATE * SECONDS];
    new Random(7).nextBytes(samples);
    for (int i = 1; i < samples.length; i += 2) {
      samples[i] /= 4;
    }
    Files.createDirectories(file.getParent());
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(samples),
            new AudioFormat(RATE, 16, 1, true, false),
            samples.length / 2),
        AudioFileFormat.Type.WAVE,
        file.toFile());
    return file;
  }
}
