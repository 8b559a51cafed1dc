package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.StandaloneServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that start no dialog: RFC 3428, RFC 3903, RFC 3261 section 11. */
class StandaloneRequestIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(StandaloneServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void takesAMessage(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      dialog.expect(
          200, dialog.send("MESSAGE", "Content-Type: text/plain", "", "hello by " + transport));

      application.awaitNote("MESSAGE hello by " + transport);
    }
  }

  @Test
  void saysWhatItCan() {
    try (Phone phone = application.phone("UDP")) {
      Dialog dialog = phone.dialog(application.uri("anybody"));

      Message answer = dialog.expect(200, dialog.send("OPTIONS"));

      assertThat(answer.header("Allow")).isEqualToIgnoringWhitespace("INVITE, MESSAGE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void takesWhatIsPublishedAndRefreshed(String transport) {
    try (Phone phone = application.phone(transport)) {
      Message first =
          publish(phone, "Expires: 600", "Content-Type: text/plain", "", "open " + transport);
      assertThat(first.header("SIP-ETag")).isEqualTo("etag");

      Message refresh = publish(phone, "Expires: 500", "SIP-If-Match: its");

      assertThat(refresh.header("SIP-ETag")).isEqualTo("its");
      assertThat(refresh.header("Expires")).isEqualTo("500");
      application.awaitNote("PUBLISH presence 500");
    }
  }

  private static Message publish(Phone phone, String... lines) {
    Dialog dialog = phone.dialog(application.uri("anybody"));
    String[] all = new String[lines.length + 1];
    all[0] = "Event: presence";
    System.arraycopy(lines, 0, all, 1, lines.length);
    return dialog.expect(200, dialog.send("PUBLISH", all));
  }

  @ParameterizedTest
  @CsvSource({"UDP, MESSAGE", "UDP, OPTIONS", "UDP, PUBLISH", "TCP, MESSAGE", "TCP, OPTIONS"})
  void sends(String transport, String method) {
    try (Phone phone = application.phone(transport)) {
      String callId = application.order(method, phone.uri());

      Dialog dialog = phone.awaits(method);
      assertThat(dialog.request().body()).isEqualTo("hello");
      dialog.answer(200);

      application.awaitNote(callId + " 200 " + method);
    }
  }
}
