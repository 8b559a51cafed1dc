package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.system.media.MediaSpace.basic;
import static org.jackfield.system.media.MediaSpace.header;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.jackfield.system.call.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings have addresses as all sounds have, from their first second until they are deleted. */
class RecordingsIT {

  private static final short[] SPOKEN = Wav.sweep(300, 3_000, 60);

  @TempDir Path folder;
  private VoiceServer server;
  private MediaSpace media;
  private WebApplication application;
  private Baresip phone;

  @BeforeEach
  void start() throws Exception {
    server = MediaServer.shared();
    media = new MediaSpace(server);
    application = WebApplication.of(server, folder.resolve("application"));
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(SPOKEN));
    phone = Baresip.start(folder.resolve("phone"), "carol", server.server().port(15_420), says);
  }

  @AfterEach
  void stop() {
    phone.close();
    application.close();
  }

  private HttpResponse<byte[]> get(String address, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = basic(server.account(), server.token());
    return media.get(URI.create(address).getPath(), all);
  }

  private String record(String number, int seconds, String after) throws Exception {
    application
        .with(
            "record.xml",
            "<Response><Record maxLength=\"%d\" timeout=\"30\" playBeep=\"false\" action=\"/done.xml\"/>"
                    .formatted(seconds)
                + "</Response>")
        .with("done.xml", "<Response>" + after + "</Response>");
    server.number(number, application.address("record.xml"));
    phone.dial(server.sip(number));
    return application.await("record.xml").parameter("CallSid");
  }

  // P2.22, P1.52
  @Test
  void theAddressThatTheApplicationIsToldIsValidAndTheSoundIsRight() throws Exception {
    record("+15550310", 4, "<Hangup/>");
    String address = application.await("done.xml").parameter("RecordingUrl");

    HttpResponse<byte[]> wav = get(address);
    assertThat(wav.statusCode()).isEqualTo(200);
    assertThat(header(wav, "Content-Type")).startsWith("audio/");
    short[] recorded = Wav.samples(wav.body());
    assertThat(recorded.length).isBetween(2 * Wav.RATE, 4 * Wav.RATE);
    assertThat(Wav.usuallyFound(recorded, Arrays.copyOf(SPOKEN, 8 * Wav.RATE))).isGreaterThan(0.98);

    HttpResponse<byte[]> mp3 = get(address + ".mp3", "Range", "bytes=0-99");
    assertThat(mp3.statusCode()).isEqualTo(206);
    assertThat(header(mp3, "Content-Type")).isEqualTo("audio/mpeg");
    assertThat(mp3.body()).hasSize(100);
    assertThat(get(address + ".wav").body()).isEqualTo(wav.body());
    // What is silent at both ends is not in the file, and not in its length
    assertThat(MediaSpace.text(get(address + ".json")))
        .contains("\"duration\":\"%d\"".formatted(recorded.length / Wav.RATE));
  }

  // P2.23: nobody else's, and not without a name
  @Test
  void aRecordingWantsCredentials() throws Exception {
    record("+15550311", 2, "<Hangup/>");
    String address = application.await("done.xml").parameter("RecordingUrl");

    assertThat(media.getAsNobody(URI.create(address).getPath()).statusCode()).isEqualTo(401);
  }

  // P2.22: by the same door as any sound
  @Test
  void aRecordingIsPlayedByItsAddress() throws Exception {
    application.with(
        "again.xml", "<Response><Pause length=\"4\"/><Redirect>/play.xml</Redirect></Response>");
    record("+15550312", 3, "<Redirect>/again.xml</Redirect>");
    String address = application.await("done.xml").parameter("RecordingUrl");
    application.with("play.xml", "<Response><Play>" + address + "</Play></Response>");

    phone.await("CALL_CLOSED");

    short[] recorded = Wav.samples(get(address).body());
    assertThat(Wav.usuallyFound(recorded, phone.heard())).isGreaterThan(0.98);
  }

  // P2.20, P1.59: the sound of a live call, while it grows
  @Test
  void aRecordingIsReadWhileItGrows() throws Exception {
    String call = record("+15550313", 30, "<Hangup/>");
    String[] sid = new String[1];
    Await.until(
        "the recording is listed",
        () -> {
          Matcher found =
              Pattern.compile("\"sid\":\"(RE[0-9a-f]{32})\"")
                  .matcher(server.get("Calls/" + call + "/Recordings.json").body());
          if (found.find()) {
            sid[0] = found.group(1);
          }
          return sid[0] != null;
        });
    String address = "/2010-04-01/Accounts/" + server.account() + "/Recordings/" + sid[0] + ".wav";

    Await.until("a second is there", () -> get(address).body().length > 2 * Wav.RATE);
    int before = get(address).body().length;
    Await.until("more is there", () -> get(address).body().length > before);
    HttpResponse<byte[]> since = get(address, "Range", "bytes=" + before + "-");
    assertThat(since.statusCode()).isEqualTo(206);
    assertThat(server.delete("Recordings/" + sid[0] + ".json").statusCode()).isEqualTo(409);

    phone.hangUp();
    Await.until(
        "it is whole",
        Duration.ofSeconds(20),
        () -> server.get("Recordings/" + sid[0] + ".json").body().contains("\"completed\""));
  }

  // P1.52
  @Test
  void whatIsDeletedIsGoneForGood() throws Exception {
    record("+15550314", 2, "<Hangup/>");
    String address = application.await("done.xml").parameter("RecordingUrl");
    get(address + ".mp3");
    String sid = address.substring(address.lastIndexOf('/') + 1);
    Await.until("it is listed", () -> server.get("Recordings.json").body().contains(sid));

    assertThat(server.delete("Recordings/" + sid + ".json").statusCode()).isEqualTo(204);

    for (String form : new String[] {"", ".wav", ".mp3", ".json"}) {
      assertThat(get(address + form).statusCode()).as(form).isEqualTo(404);
    }
    assertThat(server.get("Recordings.json").body()).doesNotContain(sid);
    try (var left = Files.walk(server.server().data().resolve("recordings"))) {
      assertThat(left.map(Path::toString)).noneMatch(path -> path.contains(sid));
    }
  }

  // P1.59: begun, paused, continued and ended from outside, beside another
  @Test
  void aLiveCallIsRecordedFromOutside() throws Exception {
    application.with("long.xml", "<Response><Gather timeout=\"60\"/></Response>");
    server.number("+15550316", application.address("long.xml"));
    phone.dial(server.sip("+15550316"));
    String call = application.await("long.xml").parameter("CallSid");
    server.awaitCall(call, "in-progress");

    String first = begin(call, Map.of("RecordingTrack", "inbound"));
    Await.until("a second is there", () -> length(first) > 2 * Wav.RATE);
    assertThat(change(call, first, "paused")).contains("\"status\":\"paused\"");
    String other = begin(call, Map.of("RecordingChannels", "dual"));
    Await.until("two seconds pass by", () -> length(other) > 2 * 2 * 2 * Wav.RATE);
    int paused = length(first);
    assertThat(change(call, first, "in-progress")).contains("\"status\":\"in-progress\"");
    Await.until("another second is there", () -> length(first) > paused + 2 * Wav.RATE);
    change(call, first, "stopped");
    change(call, "Twilio.CURRENT", "stopped");
    for (String sid : List.of(first, other)) {
      Await.until(
          "it is complete",
          () ->
              server
                  .get("Recordings/" + sid + ".json")
                  .body()
                  .contains("\"status\":\"completed\""));
    }

    assertThat(server.get("Calls/" + call + ".json").body()).contains("in-progress");
    short[] recorded = Wav.samples(get(address(first)).body());
    int begins = Wav.place(Arrays.copyOfRange(recorded, 0, Wav.RATE / 2), SPOKEN);
    int ends =
        Wav.place(
            Arrays.copyOfRange(recorded, recorded.length - Wav.RATE / 2, recorded.length), SPOKEN);
    assertThat(ends - begins - recorded.length)
        .as("samples that were said in the pause")
        .isGreaterThan(Wav.RATE);
    assertThat(change(call, first, "paused")).contains("21220");
  }

  private String begin(String call, Map<String, String> form) throws Exception {
    HttpResponse<String> begun = server.post("Calls/" + call + "/Recordings.json", form);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    assertThat(begun.body()).contains("\"source\":\"StartCallRecordingAPI\"");
    return begun.body().replaceAll("(?s).*\"sid\":\"(RE[0-9a-f]{32})\".*", "$1");
  }

  private String change(String call, String recording, String status) throws Exception {
    return server
        .post("Calls/" + call + "/Recordings/" + recording + ".json", Map.of("Status", status))
        .body();
  }

  private String address(String recording) {
    return "/2010-04-01/Accounts/" + server.account() + "/Recordings/" + recording + ".wav";
  }

  private int length(String recording) {
    return get(address(recording)).body().length;
  }
}
