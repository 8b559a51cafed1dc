package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jackfield.system.call.WebApplication.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk of one call through every room: phone, application, speech, sound, key, cookie, API. */
class FirstCallIT {

  private static final String NUMBER = "+15550100";
  private static final short[] MENU = Wav.sweep(300, 3_000, 2);
  private static final String TEXT = "Welcome to Jackfield";

  @TempDir Path folder;
  private WebApplication application;
  private Baresip phone;
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    application = WebApplication.of(server, folder.resolve("application"));
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(120)));
    phone = Baresip.start(folder.resolve("phone"), "alice", server.server().port(15_200), says);
    application
        .with("menu.wav", Wav.file(MENU))
        .with(
            "welcome.xml",
            """
            <Response>
              <Say>%s</Say>
              <Gather numDigits="1" action="/key.xml"><Play>%s</Play></Gather>
            </Response>
            """
                .formatted(TEXT, application.address("menu.wav")))
        .headers("welcome.xml", "Set-Cookie: basket=apples; Path=/")
        .with("key.xml", "<Response><Hangup/></Response>");
  }

  @AfterEach
  void stop() {
    phone.close();
    application.close();
  }

  @Test
  void hearsTheDocumentPressesAKeyAndIsHungUpOn() throws Exception {
    server.number(NUMBER, application.address("welcome.xml"));

    phone.dial(server.sip(NUMBER));

    Request first = application.await("welcome.xml");
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.parameter("To")).isEqualTo(NUMBER);
    assertThat(first.parameter("From")).isEqualTo("sip:alice@127.0.0.1");
    assertThat(first.parameter("CallStatus")).isEqualTo("ringing");
    assertThat(first.parameter("Direction")).isEqualTo("inbound");
    assertThat(first.parameter("AccountSid")).isEqualTo(server.account());
    assertThat(first.parameter("ApiVersion")).isEqualTo("2010-04-01");
    assertThat(isSigned(first, "welcome.xml")).isTrue();
    String sid = first.parameter("CallSid");
    assertThat(sid).matches("CA[0-9a-f]{32}");

    phone.await("CALL_ESTABLISHED");
    assertThat(server.awaitCall(sid, "in-progress")).contains("\"direction\":\"inbound\"");
    assertThat(server.get("Calls.json?Status=in-progress").body()).contains(sid);

    // What is pressed while Say is heard is nobody's: the key counts once the menu has begun
    phone.pressUntil('5', () -> application.wasAskedFor("key.xml"));

    Request key = application.await("key.xml");
    assertThat(key.parameter("Digits")).isEqualTo("5");
    assertThat(key.parameter("CallSid")).isEqualTo(sid);
    assertThat(key.parameter("CallStatus")).isEqualTo("in-progress");
    assertThat(key.headers().get("Cookie")).isEqualTo("basket=apples");
    assertThat(isSigned(key, "key.xml")).isTrue();

    phone.await("CALL_CLOSED");
    assertThat(server.awaitCall(sid, "completed")).contains("\"from\":\"sip:alice@127.0.0.1\"");
    assertThat(server.get("Calls.json").body()).contains(sid);
  }

  @Test
  void soundsAsWasAskedFor() throws Exception {
    server.number("+15550101", application.address("welcome.xml"));

    phone.dial(server.sip("+15550101"));

    // Nobody presses a key: the document ends after the menu and 5 s of patience
    phone.await("CALL_CLOSED");
    short[] heard = phone.heard();
    assertThat(Wav.found(middle(MENU), heard)).as("the menu").isGreaterThan(0.99);
    short[] spoken =
        Wav.ofPcmu(
            server.media(
                "speech.pcmu?text=" + TEXT.replace(" ", "%20") + "&language=en-US&voice=man"));
    assertThat(spoken.length).isGreaterThan(Wav.RATE / 2);
    assertThat(Wav.found(middle(spoken), heard)).as("the speech").isGreaterThan(0.95);
  }

  @Test
  void soundsTheSameToAPhoneOfAnotherCodec() throws Exception {
    server.number("+15550104", application.address("welcome.xml"));
    try (Baresip wide =
        Baresip.start(
            folder.resolve("wide"),
            "bob",
            server.server().port(15_210),
            folder.resolve("says.wav"),
            "g722/16000/1")) {
      wide.dial(server.sip("+15550104"));

      wide.await("CALL_CLOSED");
      assertThat(Wav.found(middle(MENU), wide.heard())).isGreaterThan(0.95);
    }
  }

  @Test
  void placesACallAndEndsItByTheApi() throws Exception {
    String created =
        server
            .post(
                "Calls.json",
                Map.of(
                    "To",
                    "sip:alice@127.0.0.1:" + server.server().port(15_200),
                    "From",
                    NUMBER,
                    "Url",
                    application.address("welcome.xml")))
            .body();
    String sid = created.replaceAll("(?s).*\"sid\":\"(CA[0-9a-f]{32})\".*", "$1");
    assertThat(sid).startsWith("CA");

    phone.await("CALL_ESTABLISHED");
    Request first = application.await("welcome.xml");
    assertThat(first.parameter("CallSid")).isEqualTo(sid);
    assertThat(first.parameter("Direction")).isEqualTo("outbound-api");
    assertThat(first.parameter("CallStatus")).isEqualTo("in-progress");
    server.awaitCall(sid, "in-progress");

    assertThat(server.post("Calls/" + sid + ".json", Map.of("Status", "completed")).statusCode())
        .isEqualTo(200);

    phone.await("CALL_CLOSED");
    server.awaitCall(sid, "completed");
  }

  private boolean isSigned(Request request, String name) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : request.body().split("&")) {
      String parameter = pair.split("=", 2)[0];
      form.put(parameter, request.parameter(parameter));
    }
    return new RequestValidator(server.token())
        .validate(application.address(name), form, request.headers().get("X-twilio-signature"));
  }

  /** A phone keeps the last packets of a sound in its jitter buffer until more come. */
  private static short[] middle(short[] sound) {
    return Arrays.copyOfRange(sound, sound.length / 5, sound.length * 4 / 5);
  }
}
