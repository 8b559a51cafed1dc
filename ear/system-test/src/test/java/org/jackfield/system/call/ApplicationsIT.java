package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a plain web server as an application, and what a real call makes of their faults. */
class ApplicationsIT {

  @TempDir Path folder;
  private WebApplication application;
  private Baresip phone;
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    application = WebApplication.of(server, folder.resolve("application"));
    Path says = folder.resolve("says.wav");
    Files.write(says, Wav.file(Wav.silence(60)));
    phone = Baresip.start(folder.resolve("phone"), "carol", server.server().port(15_210), says);
  }

  @AfterEach
  void stop() {
    phone.close();
    application.close();
  }

  @Test
  void runsAMenuOfTwoStepsFromFiles() throws Exception {
    application
        .with(
            "start.xml",
            "<Response><Gather numDigits='1' timeout='20' method='GET' action='menu-{Digits}.xml'/>"
                + "</Response>")
        .with(
            "menu-2.xml",
            "<Response><Gather numDigits='1' timeout='20' method='GET'"
                + " action='menu-2-{Digits}.xml'/></Response>")
        .with("menu-2-7.xml", "<Response><Hangup/></Response>");
    number("+15550110", "start.xml", Map.of("VoiceMethod", "GET"));

    phone.dial(server.sip("+15550110"));
    phone.await("CALL_ESTABLISHED");
    phone.pressUntil('2', () -> application.wasAskedFor("menu-2.xml"));
    phone.pressUntil('7', () -> application.wasAskedFor("menu-2-7.xml"));

    assertThat(application.await("menu-2-7.xml").method()).isEqualTo("GET");
    phone.await("CALL_CLOSED");
  }

  @Test
  void tellsWhereADocumentIsBrokenAndAsksTheFallback() throws Exception {
    application
        .with("broken.xml", "<Response>\n  <Say>Hello</Sya>\n</Response>")
        .with("fallback.xml", "<Response><Hangup/></Response>");
    number(
        "+15550111", "broken.xml", Map.of("VoiceFallbackUrl", application.address("fallback.xml")));

    phone.dial(server.sip("+15550111"));

    Request fallback = application.await("fallback.xml");
    assertThat(fallback.parameter("ErrorCode")).isEqualTo("12100");
    assertThat(fallback.parameter("ErrorUrl")).isEqualTo(application.address("broken.xml"));
    String notes = notes(fallback.parameter("CallSid"), "12100");
    assertThat(notes).contains("line 2, column").contains(application.address("broken.xml"));
    phone.await("CALL_CLOSED");
  }

  @Test
  void tellsWhatWasAskedForASoundThatCannotBeHad() throws Exception {
    application.with("start.xml", "<Response><Play>gone.wav</Play></Response>");
    number("+15550114", "start.xml", Map.of());

    phone.dial(server.sip("+15550114"));

    String sid = application.await("start.xml").parameter("CallSid");
    assertThat(notes(sid, "11217"))
        .contains("\"request_url\":\"" + application.address("gone.wav") + "\"")
        .contains("\"request_method\":\"GET\"");
    phone.await("CALL_CLOSED");
  }

  @Test
  void asksNobodyInAPrivateNetworkThatIsNotAllowed() throws Exception {
    application.with(
        "inward.xml", "<Response><Redirect>http://10.255.255.1/secret</Redirect></Response>");
    number("+15550112", "inward.xml", Map.of());

    phone.dial(server.sip("+15550112"));

    String notes = notes(application.await("inward.xml").parameter("CallSid"), "11100");
    assertThat(notes).contains("not among jackfield.allowed-networks");
    phone.await("CALL_CLOSED");
  }

  @Test
  void asksForAFileOnceWhileItIsFresh() throws Exception {
    application
        .with("busy.xml", "<Response><Reject reason='busy'/></Response>")
        .headers("busy.xml", "Cache-Control: max-age=600", "No-Vary-Search: params");
    number("+15550113", "busy.xml", Map.of("VoiceMethod", "GET"));

    for (int call = 0; call < 2; call++) {
      phone.dial(server.sip("+15550113"));
      int calls = call + 1;
      Await.until(
          "each call is over",
          () -> phone.events().stream().filter(it -> it.contains("CALL_CLOSED")).count() == calls);
    }

    assertThat(application.requests()).hasSize(1);
  }

  private void number(String number, String file, Map<String, String> more) throws Exception {
    Map<String, String> form = new java.util.LinkedHashMap<>(more);
    form.put("PhoneNumber", number);
    form.put("VoiceUrl", application.address(file));
    assertThat(server.post("IncomingPhoneNumbers.json", form).statusCode()).isEqualTo(201);
  }

  /** What was told of a call, when there is a code in it. */
  private String notes(String callSid, String code) {
    String[] seen = {""};
    Await.until(
        "notification " + code,
        Duration.ofSeconds(20),
        () -> {
          String list = server.get("Calls/" + callSid + "/Notifications.json").body();
          String sid = list.replaceAll("(?s).*\"sid\":\"(NO[0-9a-f]{32})\".*", "$1");
          seen[0] =
              list
                  + (sid.startsWith("NO") && sid.length() == 34
                      ? server.get("Notifications/" + sid + ".json").body()
                      : "");
          return list.contains(code);
        });
    return seen[0];
  }
}
