package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.sip.SipServlet;
import org.jackfield.system.sip.application.TargetedServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that lead to a session or by a way that somebody has chosen. */
class TargetedRequestIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(TargetedServlet.class);

  private final Phone phone = application.phone("TCP");

  @AfterEach
  void close() {
    phone.close();
  }

  private Dialog call() {
    Dialog call = phone.dialog(application.uri("anybody"));
    call.ack(call.expect(200, call.send("INVITE")));
    return call;
  }

  /** JSR 289 section 15.11.1: encodeURI. */
  @Test
  void anAddressLeadsIntoTheSessionThatHasMadeIt() {
    Dialog call = call();
    String address = application.order("address into the call", call.callId());

    Dialog targeted = phone.dialog(address);
    targeted.expect(200, targeted.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));

    application.awaitNote(targeted.callId() + " with a call true");
    call.expect(200, call.send("BYE"));
  }

  @Test
  void anAddressOfNoSessionBeginsAnother() {
    Dialog call = call();

    Dialog message = phone.dialog(application.uri("anybody"));
    message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", "Hello"));

    application.awaitNote(message.callId() + " with a call false");
    call.expect(200, call.send("BYE"));
  }

  /** JSR 289 section 15.11.3, RFC 3891, RFC 3911. */
  @ParameterizedTest
  @ValueSource(strings = {"Replaces", "Join"})
  void aCallFindsTheOneThatItIsAbout(String header) {
    Dialog first = phone.dialog(application.uri("anybody"));
    Message answer = first.expect(200, first.send("INVITE"));
    first.ack(answer);

    Dialog second = phone.dialog(application.uri("anybody"));
    Message invite =
        second.send(
            "INVITE",
            "%s: %s;to-tag=%s;from-tag=%s"
                .formatted(header, first.callId(), answer.tag("To"), first.localTag()));
    second.ack(second.expect(200, invite));

    application.awaitNote(
        "%s %s %s, shared true".formatted(second.callId(), header, first.callId()));
    first.expect(200, first.send("BYE"));
    second.expect(200, second.send("BYE"));
  }

  /** RFC 3261 section 16.12: a loose route leaves the Request-URI as it is. */
  @Test
  void aRequestTakesTheWayThatIsPushed() {
    application.order("message by way of", phone.uri());

    Dialog message = phone.awaits("MESSAGE");

    assertThat(message.request().requestUri()).isEqualTo("sip:bob@example.com");
    assertThat(message.request().header("Route")).contains(phone.uri()).contains(";lr");
    message.answer(200);
  }

  /** RFC 3327. */
  @Test
  void aRegistrationNamesTheWayBack() {
    application.order("register by way of", phone.uri());

    Dialog register = phone.awaits("REGISTER");

    assertThat(register.request().header("Path")).contains(phone.uri()).contains(";lr");
    register.answer(200);
  }

  /** JSR 289 section 3.2. */
  @Test
  void theContainerSaysWhatItCan() {
    assertThat(application.order("attribute", SipServlet.SUPPORTED))
        .isEqualTo("[100rel, join, path, replaces]");
    assertThat(application.order("attribute", SipServlet.SUPPORTED_RFCs))
        .contains("3261", "3262", "3327", "3891", "3911", "7118")
        .doesNotContain("2848", "3608", "3841", "5626");
  }
}
