package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedRouteTest {
  private static final String NOTE = "<sip:192.0.2.1:5060;lr;transport=udp;dns_route=true>";

  @ParameterizedTest
  @CsvSource({
    "'Route: NOTE\r\n', ''",
    "'Route: NOTE,<sip:proxy.example.com;lr>\r\n', 'Route: <sip:proxy.example.com;lr>\r\n'",
    "'Route: NOTE\r\nRoute: <sip:proxy.example.com;lr>\r\n',"
        + " 'Route: <sip:proxy.example.com;lr>\r\n'"
  })
  void takesOutTheNoteAlone(String routes, String left) {
    assertThat(sent(message("INVITE sip:b@192.0.2.1 SIP/2.0", routes.replace("NOTE", NOTE), "")))
        .isEqualTo(message("INVITE sip:b@192.0.2.1 SIP/2.0", left, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Route: <sip:proxy.example.com;lr>\r\n"})
  void leavesWhatTheApplicationHasWritten(String routes) {
    String message = message("INVITE sip:b@192.0.2.1 SIP/2.0", routes, "");

    assertThat(sent(message)).isEqualTo(message);
  }

  @Test
  void leavesBodiesAndResponses() {
    String body = message("MESSAGE sip:b@192.0.2.1 SIP/2.0", "", "\r\nRoute: " + NOTE + "\r\n");
    String response = message("SIP/2.0 200 OK", "Route: " + NOTE + "\r\n", "");

    assertThat(sent(body)).isEqualTo(body);
    assertThat(sent(response)).isEqualTo(response);
  }

  private static String message(String first, String routes, String body) {
    return first + "\r\nCall-ID: 1\r\n" + routes + "CSeq: 1 INVITE\r\n\r\n" + body;
  }

  private static String sent(String message) {
    return new String(
        ResolvedRoute.removedFrom(message.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }
}
