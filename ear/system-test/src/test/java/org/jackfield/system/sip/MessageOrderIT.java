package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.application.OrderServlet;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of a dialog are processed in the order received: none overtakes another. */
class MessageOrderIT {
  private static final int CALLERS = 5;
  private static final int CALLS = 20;
  private static final int INFOS = 10;

  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(OrderServlet.class);

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void tenRequestsAndByeAtOnceComeInTheirOrder(String transport) throws Exception {
    application.forgetJournal();
    // nobody is to be refused: what waits must still come in its order
    application.server().write("subsystem=sip", "max-queue-wait", "10000");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        all.add(callers.submit(() -> callOneAfterAnother(transport)));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
    }

    application.awaitNotes("ended", CALLERS * CALLS);
    ModelNode undefine = TestServer.operation("undefine-attribute", "subsystem=sip");
    undefine.get("name").set("max-queue-wait");
    application.server().run(undefine);
    assertThat(application.journal("out of order")).isEmpty();
  }

  private static void callOneAfterAnother(String transport) {
    try (Phone phone = application.phone(transport)) {
      for (int i = 0; i < CALLS; i++) {
        Dialog call = phone.dialog(application.uri("anybody"));
        call.ack(call.expect(200, call.send("INVITE")));
        List<Message> requests = new ArrayList<>();
        for (int info = 0; info < INFOS; info++) {
          requests.add(call.prepare("INFO"));
        }
        requests.add(call.prepare("BYE"));

        requests.forEach(phone::send);

        requests.forEach(request -> call.expect(200, request));
      }
    }
  }
}
