package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.application.Calls;
import org.jackfield.system.sip.application.IncomingCallServlet;
import org.jackfield.system.sip.application.Journal;
import org.jackfield.system.sip.application.NotifyingServlet;
import org.jackfield.system.sip.application.Orders;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is taken away, or replaced, while it has calls. */
class LiveCallsIT {
  private static final String NAME = "live.war";

  private final TestServer server = TestServer.shared();
  private final Phone phone = Phone.tcp(server.sipPort());

  @AfterEach
  void close() {
    phone.close();
  }

  private static WebArchive war(Class<?> servlet) {
    return ShrinkWrap.create(WebArchive.class, NAME)
        .addClasses(servlet, Journal.class, Orders.class, Calls.class);
  }

  private Dialog to(Phone caller, String user) {
    return caller.dialog("sip:" + user + "@127.0.0.1:" + server.sipPort());
  }

  private Dialog talking(Phone caller) {
    Dialog call = to(caller, "anybody");
    Message invite = call.send("INVITE");
    call.expect(180, invite);
    call.ack(call.expect(200, invite));
    return call;
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void hangsUpAndRefusesWhenItGoes(String transport) throws Exception {
    try (Phone caller = Phone.over(transport, server.sipPort())) {
      TestServer.Deployment deployed = server.deploy(war(IncomingCallServlet.class));
      Dialog call = talking(caller);
      Dialog open = to(caller, "rings");
      Message invite = open.send("INVITE");
      open.expect(180, invite);

      CompletableFuture<Void> gone = CompletableFuture.runAsync(deployed::close);

      call.answer(call.expect("BYE"), 200);
      open.expect(503, invite);
      gone.get(30, TimeUnit.SECONDS);
      assertThat(server.read("subsystem=sip", "dialogs").asInt()).isZero();
      Dialog late = to(caller, "anybody");
      late.expect(404, late.send("INVITE"));
      call.expect(481, call.send("INFO"));
    }
  }

  @Test
  void endsSubscriptionsWhenItGoes() throws Exception {
    TestServer.Deployment deployed = server.deploy(war(NotifyingServlet.class));
    Dialog subscription = to(phone, "anybody");
    subscription.expect(200, subscription.send("SUBSCRIBE", "Event: presence", "Expires: 600"));
    subscription.answer(subscription.expect("NOTIFY"), 200);

    CompletableFuture<Void> gone = CompletableFuture.runAsync(deployed::close);

    Message notify = subscription.expect("NOTIFY");
    assertThat(notify.header("Subscription-State")).startsWith("terminated");
    subscription.answer(notify, 200);
    gone.get(30, TimeUnit.SECONDS);
  }

  @Test
  void isReplacedWhileItHasCallsAndTakesNewOnesAtOnce() throws Exception {
    TestServer.Deployment deployed = server.deploy(war(IncomingCallServlet.class));
    try {
      for (int time = 1; time <= 3; time++) {
        Dialog call = talking(phone);

        CompletableFuture<Void> replaced =
            CompletableFuture.runAsync(() -> server.redeploy(war(IncomingCallServlet.class)));
        call.answer(call.expect("BYE"), 200);
        replaced.get(30, TimeUnit.SECONDS);

        Dialog next = talking(phone);
        next.expect(200, next.send("BYE"));
      }
    } finally {
      deployed.close();
    }
  }
}
