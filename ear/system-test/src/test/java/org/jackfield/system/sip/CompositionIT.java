package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.BridgeServlet;
import org.jackfield.system.sip.application.EchoServlet;
import org.jackfield.system.sip.application.RelayServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several applications that share a call: JSR 289 chapter 15. The first one proxies the call or
 * makes another of it; the second one answers.
 */
class CompositionIT {
  @RegisterExtension
  static final DeployedArchives archives =
      DeployedArchives.of(
              DeployedArchives.war("relay", RelayServlet.class),
              DeployedArchives.war("back-to-back", BridgeServlet.class),
              DeployedArchives.war("echo", EchoServlet.class))
          .route("relay", "relay", 1, rule -> rule.get("user-pattern").set("relay"))
          .route("back", "back-to-back", 1, rule -> rule.get("user-pattern").set("back-to-back"))
          .route("last", "echo", 2, rule -> {});

  private final Phone phone = archives.phone();

  @AfterEach
  void close() {
    phone.close();
  }

  private Dialog calling(String first) {
    return phone.dialog(archives.uri(first));
  }

  private static void accept(Dialog call, Message invite) {
    Message answer = call.expect(200, invite);
    assertThat(answer.body()).isEqualTo(Phone.SDP);
    call.ack(answer);
  }

  private static Message invite(Dialog call) {
    return call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "back-to-back"})
  void callsGoThroughBothUntilTheCallerHangsUp(String first) {
    Dialog call = calling(first);
    accept(call, invite(call));
    archives.awaitNote("echo", "ACK");

    call.expect(200, call.send("BYE"));

    assertThat(archives.journal(first)).contains("INVITE", "ACK", "BYE");
    assertThat(archives.journal("echo")).contains("INVITE", "ACK", "BYE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "back-to-back"})
  void theSecondCanHangUp(String first) {
    Dialog call = calling(first);
    accept(call, invite(call));

    Message info = call.send("INFO", "Content-Type: text/plain", "", "bye");
    call.expect(200, info);

    call.answer(call.expect("BYE"), 200);
    archives.awaitNote("echo", "200 to BYE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "back-to-back"})
  void requestsWithinTheCallGoThroughBoth(String first) {
    Dialog call = calling(first);
    accept(call, invite(call));

    call.expect(200, call.send("UPDATE"));
    call.expect(200, call.send("INFO", "Content-Type: text/plain", "", "key"));
    call.expect(200, call.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));
    accept(call, invite(call));
    call.expect(200, call.send("BYE"));

    assertThat(archives.journal(first)).contains("UPDATE", "INFO", "MESSAGE");
    assertThat(archives.journal("echo")).contains("UPDATE", "INFO", "MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "back-to-back"})
  void reliableRingingGoesThroughBoth(String first) {
    Dialog call = calling(first);
    Message invite = call.send("INVITE", "Supported: 100rel", "Require: 100rel");
    Message ringing = call.expect(180, invite);

    call.expect(200, call.prack(ringing));

    call.ack(call.expect(200, invite));
    call.expect(200, call.send("BYE"));
    assertThat(archives.journal("echo")).contains("PRACK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relay", "back-to-back"})
  void messagesWithoutACallGoThroughBoth(String first) {
    Dialog message = calling(first);

    Message answer =
        message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));

    assertThat(answer.body()).isEqualTo("Hello");
  }

  @Test
  void callsWithoutARuleForThemGoToTheLast() {
    Dialog message = calling("anybody");

    message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));
  }
}
