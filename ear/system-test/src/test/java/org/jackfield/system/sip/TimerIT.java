package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.TimerServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers in the application session of a call: JSR 289 section 8. */
class TimerIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(TimerServlet.class);

  private final Phone phone = application.phone("TCP");
  private final Dialog call = phone.dialog(application.uri("anybody"));

  @BeforeEach
  void call() {
    call.ack(call.expect(200, call.send("INVITE")));
  }

  @AfterEach
  void close() {
    phone.close();
  }

  @Test
  void firesOnce() {
    application.order("once", call.callId());

    application.awaitNote(note("once"));

    Await.until(
        "it is none of the call's any more",
        () -> application.order("how many", call.callId()).equals("0"));
    call.expect(200, call.send("BYE"));
    assertThat(application.journal(note("once"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed delay", "fixed rate"})
  void firesAgainAndAgainUntilItIsCancelled(String kind) {
    application.order(kind, call.callId());

    application.awaitNote("cancelled " + kind + ", left 0");

    call.expect(200, call.send("BYE"));
    assertThat(application.journal(note(kind))).hasSize(5);
  }

  @Test
  void doesNotFireWhenItWasCancelled() {
    application.order("cancel", call.callId());

    application.awaitNote(note("after the cancelled one"));

    call.expect(200, call.send("BYE"));
    assertThat(application.journal(note("cancel"))).isEmpty();
  }

  /** JSR 289 section 6.1.2.2.1: a timer keeps its application session after the call. */
  @Test
  void saysWhenItWillFireAndKeepsItsSessionUntilThen() {
    List<String> answer = List.of(application.order("in an hour", call.callId()).split(" "));

    assertThat(Long.parseLong(answer.getFirst())).isBetween(3_500_000L, 3_600_000L);
    assertThat(answer.getLast()).isEqualTo("1");
    call.expect(200, call.send("BYE"));
    assertThat(application.order("cancel all", call.callId())).isEqualTo("1");
  }

  @Test
  void hangsUp() {
    application.order("hang up", call.callId());

    call.answer(call.expect("BYE"), 200);
  }

  private String note(String timer) {
    return timer + " in " + call.callId() + " found true";
  }
}
