package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.api.Sdk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story, with phones and an application of somebody else's making: a caller hears the
 * menu, leaves a message, is put through, and calls again; the API tells it.
 */
class StoryIT {

  private static final String NUMBER = "+15551150001";
  private static final String DESK = "storydesk";
  private static final String CHOICES =
      "To leave a message, press 1. To talk to the desk, press 2. To call a number, press 3."
          + " To hear the messages, press 4.";
  private static final short[] HIGH = Wav.sweep(400, 2_800, 2);
  private static final short[] LOW = Wav.sweep(1_500, 300, 2);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private VoiceServer server;
  private Demonstration demonstration;
  private Baresip caller;
  private Baresip desk;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    demonstration = Demonstration.start(server, NUMBER, DESK, folder.resolve("demonstration.log"));
    int port = server.server().port(15_220);
    caller = Baresip.start(folder.resolve("caller"), "alice", port, says("high.wav", HIGH));
    PhoneDomain domain =
        PhoneDomain.of(server, "story.example.com", demonstration.address("/voice"), Map.of())
            .with(DESK);
    desk =
        Baresip.registered(
            folder.resolve("desk"),
            DESK,
            domain,
            "127.0.0.1:" + server.server().sipPort(),
            "udp",
            port + 10,
            says("low.wav", LOW));
    desk.awaitRegistered();
  }

  /** A phone says it again and again, so that its middle is in each three seconds. */
  private Path says(String name, short[] sound) throws Exception {
    short[] all = new short[30 * sound.length];
    for (int i = 0; i < all.length; i += sound.length) {
      System.arraycopy(sound, 0, all, i, sound.length);
    }
    return Files.write(folder.resolve(name), Wav.file(all));
  }

  @AfterEach
  void stop() {
    desk.close();
    caller.close();
    demonstration.close();
  }

  @Test
  void isHeardRecordedConnectedAndTold() throws Exception {
    assertThat(demonstration.unsigned("/voice")).as("who signs nothing").isEqualTo(403);

    caller.dial(server.sip(NUMBER));
    caller.await("CALL_ESTABLISHED");
    String call = liveCall();
    Await.until("the greeting was heard", LONG, () -> caller.heardSoFar() > 2);
    String message = leavesAMessage(call);
    isPutThrough(call);
    endsByTheSdk(call);

    assertThat(likeness(speech("Welcome to Jackfield."), first(4, caller.heard())))
        .as("the menu")
        .isGreaterThan(0.95);
    tellsOfTheCall(call);
    tellsOfTheMessage(call, message);
    isKnownWhenItCallsAgain();
    hearsItsMessageAndRemovesIt(message);
  }

  private String leavesAMessage(String call) throws Exception {
    caller.pressUntil('1', asked(call, "/chosen"));
    Matcher recording = Pattern.compile("\"sid\":\"(RE[0-9a-f]{32})\"").matcher("");
    Await.until(
        "it is recorded",
        LONG,
        () -> recording.reset(server.get("Calls/" + call + "/Recordings.json").body()).find());
    String sid = recording.group(1);
    // A byte is a sample: it is kept as it came
    Await.until(
        "four seconds are recorded",
        LONG,
        () -> server.recording(sid, ".wav").length > 4.1 * Wav.RATE);
    caller.pressUntil('#', asked(call, "/recorded"));
    return sid;
  }

  private void isPutThrough(String call) throws Exception {
    caller.pressUntil('2', () -> desk.events().stream().anyMatch(it -> it.contains("CALL_ESTABL")));
    Await.until(
        "the desk's call is in the API",
        LONG,
        () -> server.get("Calls.json?ParentCallSid=" + call).body().contains("in-progress"));
    // Of what is said again and again, some three seconds come without a packet that was late
    Await.until(
        "they hear each other",
        LONG,
        () ->
            desk.heardSoFar() > 4
                && likeness(LOW, last(3, caller.heard())) > 0.95
                && likeness(HIGH, last(3, desk.heard())) > 0.95);
  }

  private void endsByTheSdk(String call) {
    TwilioRestClient client = Sdk.ofAdministrator();
    assertThat(Call.fetcher(call).fetch(client).getStatus()).isEqualTo(Call.Status.IN_PROGRESS);

    Call.updater(call).setStatus(Call.UpdateStatus.COMPLETED).update(client);

    caller.await("CALL_CLOSED");
    desk.await("CALL_CLOSED");
  }

  private void tellsOfTheCall(String call) throws Exception {
    assertThat(server.awaitCall(call, "completed"))
        .contains("\"from\":\"sip:alice@127.0.0.1\"", "\"to\":\"" + NUMBER + "\"")
        .contains("\"direction\":\"inbound\"");
    assertThat(server.get("Calls.json?ParentCallSid=" + call).body())
        .contains("\"to\":\"client:" + DESK + "\"", "\"direction\":\"outbound-dial\"")
        .contains("\"status\":\"completed\"");
    assertThat(server.get("Calls/" + call + "/Notifications.json").body())
        .as("nothing went wrong")
        .contains("\"notifications\":[]");
    assertThat(server.get("Calls/" + call + "/Events.json").body())
        .contains("/voice", "/chosen", "/recorded", "/menu");
    Await.until("the callback is told", LONG, () -> page().contains(call));
    assertThat(page()).contains("Call completed");
  }

  private void tellsOfTheMessage(String call, String sid) throws Exception {
    assertThat(server.get("Recordings/" + sid + ".json").body())
        .contains("\"call_sid\":\"" + call + "\"", "\"source\":\"RecordVerb\"")
        .contains("\"status\":\"completed\"");
    assertThat(page()).contains("Message completed", "/messages/" + sid + ".mp3");
    short[] wav = Wav.samples(server.recording(sid, ".wav"));
    assertThat(likeness(HIGH, wav)).as("what was said, and what is kept").isGreaterThan(0.95);
    byte[] mp3 = server.recording(sid, ".mp3");
    assertThat(demonstration.page("/messages/" + sid + ".mp3")).isEqualTo(mp3);
    try (WebApplication files = WebApplication.of(server, folder.resolve("files"))) {
      files.with("message.mp3", mp3);
      short[] back =
          Wav.ofPcmu(server.media("file.pcmu?url=" + encoded(files.address("message.mp3"))));
      assertThat(likeness(HIGH, back)).as("the same as MP3").isGreaterThan(0.9);
    }
  }

  /** The cookie of the first call comes back in the second; what was spoken is kept. */
  private void isKnownWhenItCallsAgain() throws Exception {
    short[] welcome = speech("Welcome back.");
    long made = figure("made");
    try (Baresip again =
        Baresip.start(
            folder.resolve("again"),
            "alice",
            server.server().port(15_240),
            folder.resolve("high.wav"))) {
      again.dial(server.sip(NUMBER));
      again.await("CALL_ESTABLISHED");
      String call = liveCall();
      Await.until("the greeting was heard", LONG, () -> again.heardSoFar() > 2);
      again.hangUp();
      server.awaitCall(call, "completed");

      assertThat(likeness(welcome, first(4, again.heard()))).isGreaterThan(0.95);
    }
    assertThat(figure("made")).as("nothing was spoken anew").isEqualTo(made);
    long hits = figure("hits");
    server.media(speechAddress(CHOICES));
    assertThat(figure("hits")).isEqualTo(hits + 1);
  }

  /** The mailbox by phone: the newest message is played, and 9 removes it. */
  private void hearsItsMessageAndRemovesIt(String sid) throws Exception {
    try (Baresip again =
        Baresip.start(
            folder.resolve("mailbox"),
            "alice",
            server.server().port(15_250),
            folder.resolve("low.wav"))) {
      again.dial(server.sip(NUMBER));
      again.await("CALL_ESTABLISHED");
      again.pressUntil('4', asked(liveCall(), "/mailbox"));
      Await.until(
          "its own words are heard", LONG, () -> likeness(HIGH, last(3, again.heard())) > 0.95);

      again.pressUntil('9', () -> server.get("Recordings/" + sid + ".json").statusCode() == 404);

      assertThat(page()).doesNotContain("/messages/" + sid);
    }
  }

  // --- What the API says ---------------------------------------------------------------------

  /** The call to the number that is there now. */
  private String liveCall() {
    Matcher found = Pattern.compile("\"sid\":\"(CA[0-9a-f]{32})\"").matcher("");
    Await.until(
        "the call is in the API",
        LONG,
        () ->
            found
                .reset(
                    server.get("Calls.json?Status=in-progress&To=%2B" + NUMBER.substring(1)).body())
                .find());
    return found.group(1);
  }

  private Callable<Boolean> asked(String call, String path) {
    return () -> server.get("Calls/" + call + "/Events.json").body().contains(path);
  }

  private String page() throws Exception {
    return new String(demonstration.page("/"), StandardCharsets.UTF_8);
  }

  private long figure(String name) throws Exception {
    String json = server.get("Media/Statistics.json").body();
    return Long.parseLong(json.replaceAll("(?s).*\"" + name + "\":(\\d+).*", "$1"));
  }

  // --- What is heard -------------------------------------------------------------------------

  private short[] speech(String text) throws Exception {
    return Wav.ofPcmu(server.media(speechAddress(text)));
  }

  private static String speechAddress(String text) {
    return "speech.pcmu?language=en-US&text=" + encoded(text) + "&voice=man";
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A phone keeps the last packets of a sound in its jitter buffer until more come. */
  private static double likeness(short[] sound, short[] heard) {
    return Wav.found(RealCalls.middle(sound), heard);
  }

  private static short[] first(int seconds, short[] heard) {
    return Arrays.copyOf(heard, Math.min(heard.length, seconds * Wav.RATE));
  }

  private static short[] last(int seconds, short[] heard) {
    return Arrays.copyOfRange(heard, Math.max(0, heard.length - seconds * Wav.RATE), heard.length);
  }
}
