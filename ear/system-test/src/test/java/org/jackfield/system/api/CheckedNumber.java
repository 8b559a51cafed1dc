package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.call.Baresip;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.WebApplication;

/**
 * A number that is shown to be somebody's own: his phone rings, and he presses what he was told.
 */
final class CheckedNumber {

  private static final String NUMBER = "+15557770001";
  private static final Duration LONG = Duration.ofSeconds(40);

  private CheckedNumber() {}

  /** Shows it, and answers what it is called from then on. */
  static String of(ApiServer server, User user, Path folder) throws Exception {
    Path sound = RecordedCall.noise(folder.resolve("noise.wav"));
    try (WebApplication application = WebApplication.of(user.password(), folder.resolve("web"));
        Baresip phone =
            Baresip.start(
                folder.resolve("phone"),
                NUMBER,
                server.server().port(VoiceServer.GATEWAY),
                sound)) {
      application.with("told.xml", "<Response/>");
      HttpResponse<String> asked =
          server.send(
              Optional.of(user),
              "POST",
              user.path() + "/OutgoingCallerIds.json",
              Optional.of(
                  "FriendlyName=desk&PhoneNumber=%2B15557770001&StatusCallback="
                      + URLEncoder.encode(
                          application.address("told.xml"), StandardCharsets.UTF_8)));
      assertThat(asked.statusCode()).isEqualTo(200);
      String call = ApiServer.valueOf(asked.body(), "call_sid");
      String code = ApiServer.valueOf(asked.body(), "validation_code");
      assertThat(code).matches("[0-9]{6}");
      Await.until(
          "the phone has answered",
          LONG,
          () ->
              server
                  .ask(user, "GET", "/Calls/" + call + ".json", "")
                  .contains("\"status\":\"in-progress\""));
      for (char key : code.toCharArray()) {
        phone.press(key);
      }
      assertThat(application.await("told.xml").parameter("VerificationStatus"))
          .isEqualTo("success");
      assertThat(server.ask(user, "GET", "/Calls/" + call + "/Events.json", ""))
          .as("whoever knew where the check is asked could ask there in a call of his own")
          .doesNotContain("caller-id.jackfield.invalid");
      String shown =
          server.ask(user, "GET", "/OutgoingCallerIds.json?PhoneNumber=%2B15557770001", "");
      return ApiServer.valueOf(shown, "sid");
    }
  }
}
