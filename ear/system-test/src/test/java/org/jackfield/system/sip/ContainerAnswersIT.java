package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.IncomingCallServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container answers before it asks an application: RFC 3261 section 8.2. */
class ContainerAnswersIT {
  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(IncomingCallServlet.class);

  /** RFC 3261 section 9.2. */
  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void aCancelOfNothingCancelsNothing(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("rings"));

      Message answer = call.expect(481, call.cancel(call.prepare("INVITE")));

      assertThat(answer.tag("To")).isNotEmpty();
    }
  }

  /** RFC 3261 section 17.2.2, although there is nothing to cancel any more. */
  @Test
  void aCancelThatComesAgainIsAnsweredAgain() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("rings"));
      Message invite = call.send("INVITE");
      call.expect(180, invite);
      Message cancel = call.cancel(invite);
      call.expect(487, invite);
      Message answer = call.expect(200, cancel);

      phone.send(cancel);

      Await.until(
          "it is answered again",
          () ->
              phone.times(answer) > 1
                  || phone.unread().stream().anyMatch(ContainerAnswersIT::isStray));
      assertThat(phone.unread()).noneMatch(ContainerAnswersIT::isStray);
    }
  }

  private static boolean isStray(Message message) {
    return !message.isRequest() && message.status() == 481;
  }

  /** RFC 3261 section 8.2.2.2: a fork before us has sent it by two ways. */
  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void theSameCallByAnotherWayIsRefused(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog call = phone.dialog(application.uri("rings"));
      Message invite = call.send("INVITE");
      call.expect(180, invite);
      String branch = Phone.newBranch();

      phone.sendRaw(invite.text().replace(invite.branch(), branch).getBytes(UTF_8));

      Message merged =
          phone.await("answer to the copy", m -> !m.isRequest() && m.branch().equals(branch));
      assertThat(merged.status()).isEqualTo(482);
      assertThat(merged.tag("To")).isNotEmpty();
      call.expect(200, call.cancel(invite));
      call.expect(487, invite);
    }
  }

  /** RFC 3261 section 17.2.1: it is the same request. */
  @Test
  void aCallThatComesAgainByTheSameWayIsNotRefused() {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("rings"));
      Message invite = call.send("INVITE");
      Message ringing = call.expect(180, invite);

      phone.send(invite);

      Await.until("it rings again", () -> phone.times(ringing) > 1);
      call.expect(200, call.cancel(invite));
      call.expect(487, invite);
    }
  }

  /** RFC 3261 section 8.2.6.2. */
  @ParameterizedTest
  @ValueSource(strings = {"INFO", "UPDATE", "PRACK", "BYE"})
  void whatNeedsADialogIsRefusedWithATag(String method) {
    try (Phone phone = application.phone("UDP")) {
      Dialog none = phone.dialog(application.uri("anybody"));
      Message request = none.send(method, "RAck: 1 1 INVITE");

      Message answer = none.response(request);
      assertThat(answer.status()).isEqualTo(481);
      assertThat(answer.tag("To")).isNotEmpty();

      phone.send(request);
      Await.until("the same answer", () -> phone.times(answer) > 1);
    }
  }

  /** RFC 3261 section 8.2.2.1. */
  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "OPTIONS", "MESSAGE"})
  void anAddressOfAnotherKindIsRefused(String method) {
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog("http://example.com/");

      Message answer = call.expect(416, call.send(method));

      assertThat(answer.tag("To")).isNotEmpty();
      // the ACK to it, where it has one
      assertThat(phone.await("an answer to ACK", m -> true, SHORT)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tel:+431234", "sips:anybody@example.com", "urn:service:sos"})
  void addressesOfTheTelephoneAreNot(String uri) {
    try (Phone phone = application.phone("TCP")) {
      Dialog call = phone.dialog(uri);
      Message answer = call.response(call.send("OPTIONS"));

      assertThat(answer.status()).isNotEqualTo(416);
    }
  }

  /** JSR 289, SipServlet: what a servlet does not override, the API itself refuses. */
  @ParameterizedTest
  @CsvSource({
    "REGISTER, 500",
    "REFER, 500",
    "OPTIONS, 500",
    "CHAT, 500",
    "MESSAGE, 501",
    "SUBSCRIBE, 501",
    "PUBLISH, 501",
    "NOTIFY, 501"
  })
  void whatAServletDoesNotOverrideIsRefusedByTheApi(String method, int status) {
    try (Phone phone = application.phone("UDP")) {
      Dialog request = phone.dialog(application.uri("anybody"));

      request.expect(
          status,
          request.send(
              method, "Event: presence", "Subscription-State: active", "Refer-To: <sip:x@y>"));
    }
  }
}
