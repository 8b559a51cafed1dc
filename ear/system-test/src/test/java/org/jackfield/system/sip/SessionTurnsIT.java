package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.TurnsServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of one application session never runs twice at once. */
class SessionTurnsIT {
  private static final int CALLS = 6;
  private static final int INFOS = 20;
  private static final int TASKS = 200;

  @RegisterExtension
  static final DeployedApplication application =
      DeployedApplication.of(TurnsServlet.class, org.jackfield.system.sip.application.Turns.class);

  /** Requests, answers, timers, tasks and listeners of six calls that share a session. */
  @Test
  void servletTimersTasksAndListenersTakeTurns() throws Exception {
    List<Phone> phones = IntStream.range(0, CALLS).mapToObj(this::phone).toList();
    List<Dialog> calls = phones.stream().map(SessionTurnsIT::call).toList();
    assertThat(application.journal()).hasSize(CALLS);
    assertThat(application.journal().stream().map(note -> note.split(" in ", 2)[1]).distinct())
        .as("application sessions")
        .hasSize(1);

    application.order("timer", "");
    application.order("tasks", String.valueOf(TASKS));
    List<Thread> callers = new ArrayList<>();
    for (Dialog call : calls) {
      callers.add(Thread.startVirtualThread(() -> talk(call)));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    // INVITE, INFO both ways, tasks
    int least = CALLS + 2 * CALLS * INFOS + TASKS;
    Await.until(
        "all have had their turn",
        () -> Integer.parseInt(application.order("turns taken", "")) > least);
    application.order("stop timer", "");
    calls.forEach(call -> call.expect(200, call.send("BYE")));
    phones.forEach(Phone::close);

    application.awaitNotes("session destroyed", CALLS);
    assertThat(application.journal("not alone")).isEmpty();
  }

  private Phone phone(int number) {
    return application.phone(number % 2 == 0 ? "UDP" : "TCP");
  }

  private static Dialog call(Phone phone) {
    Dialog call = phone.dialog(application.uri("anybody"));
    call.ack(call.expect(200, call.send("INVITE")));
    return call;
  }

  private static void talk(Dialog call) {
    for (int i = 0; i < INFOS; i++) {
      call.expect(200, call.send("INFO"));
      call.answer(call.expect("INFO"), 200);
    }
  }
}
