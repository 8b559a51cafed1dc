package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.FragileServlet;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More than the server can or may take: docs/operations/sip-subsystem.md, Overload. */
class OverloadIT {
  private static final String SIP = "subsystem=sip";
  private static final int LIMIT = 10;
  private static final int OFFERED = 60;
  private static final int CAPACITY = 20;

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(FragileServlet.class);

  @AfterEach
  void setNoLimits() {
    Stream.of("calls-per-second", "queue-capacity")
        .forEach(attribute -> {
          ModelNode undefine = TestServer.operation("undefine-attribute", SIP);
          undefine.get("name").set(attribute);
          application.server().run(undefine);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void refusesCallsAboveTheLimitAndNothingElse(String transport) {
    try (Phone phone = application.phone(transport)) {
      Dialog before = phone.dialog(application.uri("answers"));
      before.ack(before.expect(200, before.send("INVITE")));
      application.server().write(SIP, "calls-per-second", String.valueOf(LIMIT));
      long rejected = rejected();

      List<Message> answers = offerCalls(phone);

      List<Message> refused = answers.stream().filter(answer -> answer.status() == 503).toList();
      assertThat(answers).allMatch(answer -> answer.status() == 503 || answer.status() == 486);
      assertThat(answers.size() - refused.size()).isBetween(1, OFFERED / 2);
      assertThat(refused)
          .allSatisfy(answer ->
              assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(5, 30));
      assertThat(rejected() - rejected).isEqualTo(refused.size());
      before.expect(200, before.send("INFO"));
      before.expect(200, before.send("BYE"));
      Dialog question = phone.dialog(application.uri("anybody"));
      question.expect(200, question.send("OPTIONS"));
    }
  }

  /** As fast as it goes, and all answers to them. */
  private static List<Message> offerCalls(Phone phone) {
    List<Dialog> calls =
        Stream.generate(() -> phone.dialog(application.uri("anybody"))).limit(OFFERED).toList();
    List<Message> invites = calls.stream().map(call -> call.send("INVITE")).toList();
    return IntStream.range(0, OFFERED)
        .mapToObj(number -> calls.get(number).response(invites.get(number)))
        .toList();
  }

  private static long rejected() {
    return application.server().read(SIP, "rejected-requests").asLong();
  }

  @Test
  void keepsNoMoreMessagesThanItMay() {
    application.server().write(SIP, "queue-capacity", String.valueOf(CAPACITY));
    try (Phone phone = application.phone("UDP")) {
      Dialog call = phone.dialog(application.uri("waits"));
      Message first = call.send("MESSAGE");
      application.awaitNote("waits");

      for (int i = 0; i < 5 * CAPACITY; i++) {
        Message within = call.prepare("INFO");
        phone.sendRaw(
            within
                .text()
                .replaceFirst("(To: <.*?>)", "$1;tag=within")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }

      Await.until("the queue is full", () -> queued() == CAPACITY);
      Dialog stranger = phone.dialog(application.uri("anybody"));
      stranger.expect(503, stranger.send("OPTIONS"));
      assertThat(queued()).isEqualTo(CAPACITY);

      application.order("go on", "");
      call.expect(200, first);
      Await.until("the queue is empty", () -> queued() == 0);
      Dialog next = phone.dialog(application.uri("anybody"));
      next.expect(200, next.send("OPTIONS"));
    }
  }

  private static int queued() {
    return application.server().read(SIP, "queued-messages").asInt();
  }
}
