package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.junit.jupiter.api.Test;

/**
 * What a caller hears of an application that is dead, slow or confused, and what its owner reads.
 */
class TroubledApplicationsIT extends RealCalls {

  private static final Path FILES = Path.of(System.getProperty("jackfield.home"), "demo", "files");
  private static final String MENU =
      "Welcome. To leave a message, press 1. To talk to the desk, press 2. To call our office,"
          + " press 3.";

  /** The demonstration's files answer in its place. */
  @Test
  void theFallbackAnswersForADeadApplication() throws Exception {
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.toList()) {
        application.with(file.getFileName().toString(), Files.readString(file));
      }
    }
    int nobody = freePort();
    server.number(
        number,
        "http://127.0.0.1:" + nobody + "/voice",
        Map.of("VoiceFallbackUrl", application.address("menu.xml"), "VoiceFallbackMethod", "GET"));
    Dialog call = caller.phone().dialog(server.sip(number));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());

    Await.until("the menu was heard", () -> caller.heard().length > 4 * Wav.RATE);
    caller.presses("1");
    application.await("menu-1.xml");
    call.expect(200, call.send("BYE"));

    short[] menu =
        Wav.ofPcmu(
            server.media(
                "speech.pcmu?language=en-US&text="
                    + URLEncoder.encode(MENU, StandardCharsets.UTF_8).replace("+", "%20")
                    + "&voice=man"));
    short[] begin = Arrays.copyOfRange(menu, Wav.RATE, 2 * Wav.RATE);
    assertThat(Wav.found(begin, caller.heard())).as("the menu").isGreaterThan(0.95);
    assertThat(application.await("menu.xml").parameter("ErrorCode")).isEqualTo("11202");
    assertThat(notifications()).contains("\"error_code\":\"11202\"", ":" + nobody + "/voice");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** It takes connections, and never says a word. */
  @Test
  void aCallIsRefusedWhoseApplicationIsTooSlow() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.number(number, "http://127.0.0.1:" + silent.getLocalPort() + "/voice#rt=500");
      Dialog call = caller.phone().dialog(server.sip(number));

      Message invite = call.send("INVITE", caller.sdp());

      call.expect(180, invite);
      call.expect(480, invite);
      assertThat(notifications()).contains("\"error_code\":\"11203\"");
      Await.until("it has failed", () -> calls().contains("\"status\":\"failed\""));
    }
  }

  @Test
  void aCallEndsWhoseApplicationSaysNonsenseInTheMiddle() throws Exception {
    application.with("nonsense.xml", "<Response>\n  <Say>Hello</Sya>\n</Response>");

    Dialog call = call("<Play>/high.wav</Play><Redirect>/nonsense.xml</Redirect>");

    ended(call);
    assertThat(Wav.found(middle(HIGH), caller.heard())).as("what came first").isGreaterThan(0.95);
    assertThat(notifications()).contains("\"error_code\":\"12100\"", "line 2, column");
  }

  /** The calls to this test's number. */
  private String calls() throws Exception {
    return server.get("Calls.json?To=%2B" + number.substring(1)).body();
  }

  /** The first notification of the call to this test's number, as its own resource shows it. */
  private String notifications() throws Exception {
    String call = calls().replaceAll("(?s).*\"sid\":\"(CA[0-9a-f]{32})\".*", "$1");
    String[] list = {""};
    Await.until(
        "it is told what went wrong",
        () -> {
          list[0] = server.get("Calls/" + call + "/Notifications.json").body();
          return list[0].contains("\"error_code\"");
        });
    return list[0];
  }
}
