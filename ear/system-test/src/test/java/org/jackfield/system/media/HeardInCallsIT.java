package org.jackfield.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.Wav;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call hears comes from addresses of the media layer, in time. */
class HeardInCallsIT {

  private static final short[] SWEEP = Wav.sweep(300, 3_000, 2);
  private static final byte[] FILE = Wav.file(SWEEP);

  @TempDir Path folder;
  private VoiceServer server;
  private MediaSpace media;
  private OriginServer origin;
  private Baresip phone;

  @BeforeEach
  void start() throws Exception {
    server = MediaServer.shared();
    media = new MediaSpace(server);
    origin = new OriginServer();
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(120)));
    phone = Baresip.start(folder.resolve("phone"), "alice", server.server().port(15_400), says);
  }

  @AfterEach
  void stop() {
    phone.close();
    origin.close();
  }

  /** A call that hears a document to its end. */
  private void hear(String number, String document) throws Exception {
    origin.with(
        "/document.xml",
        ("<Response>" + document + "</Response>").getBytes(StandardCharsets.UTF_8),
        "Content-Type: text/xml");
    server.number(number, origin.address("/document.xml"));
    phone.dial(server.sip(number));
    phone.await("CALL_CLOSED");
  }

  // P2.24, P2.19: 5 s are spoken, and the file that follows takes 3 s to come
  @Test
  void aSlowFileIsAskedForWithTheDocumentSoThatNoGapIsHeard() throws Exception {
    String text =
        "First we say where you are calling. Then we tell you that nobody is here today. Finally"
            + " some music will be played.";
    origin.slow(
        "/slow.wav", FILE, Duration.ofSeconds(3), Duration.ZERO, "Cache-Control: max-age=600");

    hear("+15550300", "<Say>" + text + "</Say><Play>" + origin.address("/slow.wav") + "</Play>");

    short[] heard = phone.heard();
    short[] spoken = Wav.ofPcmu(media.get(MediaSpace.speech(text)).body());
    assertThat(spoken.length)
        .as("the speech is longer than the file is late")
        .isGreaterThan(4 * Wav.RATE);
    short[] last = voiced(spoken);
    int speechEnds = Wav.place(last, heard) + last.length;
    int sweepBegins = Wav.place(Arrays.copyOfRange(SWEEP, 4_000, 12_000), heard) - 4_000;
    assertThat((sweepBegins - speechEnds) / (double) Wav.RATE)
        .as("seconds between the last word and the file, silence of the speech itself included")
        .isBetween(-0.1, 0.7);
    long document = origin.asked("/document.xml").getFirst().nanos();
    long asked = origin.asked("/slow.wav").getFirst().nanos();
    assertThat(Duration.ofNanos(asked - document))
        .as("it is asked for while the speech is heard")
        .isLessThan(Duration.ofMillis(spoken.length * 1_000L / Wav.RATE));
    assertThat(origin.asked("/slow.wav")).hasSize(1);
  }

  /** The last second of a speech, without the silence after it. */
  private static short[] voiced(short[] spoken) {
    int end = spoken.length;
    while (Math.abs(spoken[end - 1]) < 500) {
      end--;
    }
    return Arrays.copyOfRange(spoken, end - Wav.RATE, end);
  }

  // P2.12: revalidated on each call, never within a loop
  @Test
  void aLoopAsksTheOriginOnceAndTheNextCallAsksAgain() throws Exception {
    byte[] beep = Wav.file(Wav.sweep(500, 2_000, 0.3));
    origin.with("/loop.wav", beep, "ETag: \"1\"");
    String document = "<Play loop=\"5\">" + origin.address("/loop.wav") + "</Play>";

    hear("+15550301", document);
    assertThat(origin.asked("/loop.wav")).hasSize(1);

    phone.close();
    Path says = folder.resolve("says.wav");
    phone = Baresip.start(folder.resolve("again"), "bob", server.server().port(15_410), says);
    hear("+15550302", document);
    assertThat(origin.asked("/loop.wav"))
        .extracting(OriginServer.Asked::isConditional)
        .containsExactly(false, true);
  }

  // P2.1, P2.2: plain GETs of the media layer's addresses, with the call that wants them
  @Test
  void theMediaLayersAccessLogTellsWhichCallHasAskedForWhat() throws Exception {
    ModelNode add =
        TestServer.operation(
            "add",
            "/subsystem=undertow/server=default-server/host=default-host/setting=access-log");
    add.get("pattern").set("%m %{o,Content-Location} %s %{i,X-Jackfield-Call}");
    add.get("prefix").set("media-access.");
    server.server().run(add);
    try {
      origin.with("/logged.wav", FILE, "Cache-Control: max-age=600");

      hear(
          "+15550303", "<Say>Written down</Say><Play>" + origin.address("/logged.wav") + "</Play>");

      String sid = sidOfLastCall();
      Await.until(
          "both requests are in the log",
          () -> {
            List<String> ours = accessLog().stream().filter(it -> it.endsWith(sid)).toList();
            return ours.stream().anyMatch(it -> it.startsWith("GET /media/speech.pcmu?"))
                && ours.stream().anyMatch(it -> it.startsWith("GET /media/file.pcmu?"));
          });
      String replayed =
          accessLog().stream()
              .filter(it -> it.endsWith(sid) && it.contains("/media/file."))
              .findFirst()
              .orElseThrow()
              .split(" ")[1];
      short[] middle = Arrays.copyOfRange(SWEEP, 4_000, 12_000);
      assertThat(Wav.found(middle, Wav.ofPcmu(media.get(replayed).body()))).isGreaterThan(0.99);
    } finally {
      server
          .server()
          .run(
              TestServer.operation(
                  "remove",
                  "/subsystem=undertow/server=default-server/host=default-host"
                      + "/setting=access-log"));
    }
  }

  private List<String> accessLog() throws IOException {
    Path log = server.server().data().resolveSibling("log/media-access.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private String sidOfLastCall() throws Exception {
    String calls = server.get("Calls.json?PageSize=1").body();
    return calls.replaceAll("(?s).*?\"sid\":\"(CA[0-9a-f]{32})\".*", "$1");
  }

  // P2.26
  @Test
  void anOldFileIsHeardWhereItsServerFailsAndANotificationSaysSo() throws Exception {
    origin.with("/stale.wav", FILE, "Cache-Control: max-age=1");
    String address = origin.address("/stale.wav");
    assertThat(media.get(MediaSpace.file(address)).statusCode()).isEqualTo(200);
    origin.failing("/stale.wav", 503);
    Await.until(
        "it is past its life",
        () -> MediaSpace.cache(media.get(MediaSpace.file(address))).equals("STALE"));

    hear("+15550305", "<Play>" + address + "</Play>");

    assertThat(Wav.found(Arrays.copyOfRange(SWEEP, 4_000, 12_000), phone.heard()))
        .isGreaterThan(0.99);
    Await.until(
        "a notification says why it is old",
        () -> server.get("Notifications.json?Log=1").body().contains("answered with status 503"));
  }

  // P2.27: the next call hears what is new, though the old could have been kept for an hour
  @Test
  void aCallHearsNothingThatWasForgotten() throws Exception {
    origin.with("/change.wav", FILE, "Cache-Control: max-age=3600");
    String play = "<Play>" + origin.address("/change.wav") + "</Play>";
    hear("+15550306", play);
    short[] other = Wav.sweep(3_000, 300, 2);
    origin.with("/change.wav", Wav.file(other), "Cache-Control: max-age=3600");
    media.forgetAll();

    phone.close();
    Path says = folder.resolve("says.wav");
    phone = Baresip.start(folder.resolve("again"), "bob", server.server().port(15_410), says);
    hear("+15550307", play);

    assertThat(origin.asked("/change.wav")).hasSize(2);
    assertThat(Wav.found(Arrays.copyOfRange(other, 4_000, 12_000), phone.heard()))
        .isGreaterThan(0.99);
  }

  // P2.28
  @Test
  void aFileThatIsTooLargeIsToldToTheCustomerAndTheCallGoesOn() throws Exception {
    origin.with("/large.wav", new byte[41 * 1_024 * 1_024]);
    origin.with("/after.wav", FILE, "Cache-Control: max-age=600");

    hear(
        "+15550304",
        "<Play>%s</Play><Play>%s</Play>"
            .formatted(origin.address("/large.wav"), origin.address("/after.wav")));

    Await.until(
        "a notification says why",
        () -> server.get("Notifications.json").body().contains("\"error_code\":\"13420\""));
    assertThat(Wav.found(Arrays.copyOfRange(SWEEP, 4_000, 12_000), phone.heard()))
        .isGreaterThan(0.99);
  }
}
