package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.sip.application.NotifyingServlet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is subscribed to: RFC 6665. */
class SubscriptionIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(NotifyingServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void isMadeRefreshedAndGivenUp(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog subscription = phone.dialog(application.uri("anybody"));

      Message accepted = subscribe(subscription, 600);
      assertThat(accepted.header("Expires")).isEqualTo("600");
      expectNotify(subscription, "active;expires=600", "first");

      subscribe(subscription, 300);
      expectNotify(subscription, "active;expires=300", "again");

      subscribe(subscription, 0);
      expectNotify(subscription, "terminated;reason=timeout", "again");
      application.awaitNotes(subscription.callId() + " 200 NOTIFY", 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hearsOfEveryChangeUntilTheApplicationEndsIt(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog subscription = phone.dialog(application.uri("anybody"));
      subscribe(subscription, 600);
      expectNotify(subscription, "active;expires=600", "first");

      application.order("active;expires=590", subscription.callId());
      expectNotify(subscription, "active;expires=590", "active;expires=590");

      application.order("terminated;reason=noresource", subscription.callId());
      expectNotify(subscription, "terminated;reason=noresource", "terminated;reason=noresource");
      application.awaitNotes(subscription.callId() + " 200 NOTIFY", 3);
    }
  }

  private static Message subscribe(Dialog subscription, int seconds) {
    return subscription.expect(
        200, subscription.send("SUBSCRIBE", "Event: presence", "Expires: " + seconds));
  }

  private static void expectNotify(Dialog subscription, String state, String body) {
    Message notify = subscription.expect("NOTIFY");
    assertThat(notify.header("Event")).isEqualTo("presence");
    assertThat(notify.header("Subscription-State")).isEqualTo(state);
    assertThat(notify.body()).isEqualTo(body);
    subscription.answer(notify, 200);
  }
}
