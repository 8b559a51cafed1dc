package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class AnsweringIT {
  /** What stood still for longer than this, an ACK does not wait for: AnswerGate. */
  private static final long NEARLY_PATIENCE = 80_000_000L;

  private final TestServer server = TestServer.shared();

  private record Walked(Dialog call, Message answer, long nanos) {}

  @Test
  void answersCallsAndForgetsThem() {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class);
    try (TestServer.Deployment deployed = server.deploy(war)) {
      Sipp.Result calls = Sipp.scenario("uac").to(server.sipPort()).calls(50).rate(50).run();

      calls.mustSucceed();
      assertThat(calls.statistic("Successful call")).isEqualTo(50);
      Await.until("no dialog is left", () -> server.read("subsystem=sip", "dialogs").asInt() == 0);
    }
  }

  /** Of hundreds some are acknowledged in the moment in which the stack has just answered. */
  @Test
  void repeatsNoAnswerThatIsAcknowledgedAtOnce() throws Exception {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "at-once.war").addClass(AnsweringServlet.class);
    try (TestServer.Deployment deployed = server.deploy(war);
        Phone phone = Phone.udp(server.sipPort())) {
      List<Walked> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        long begin = System.nanoTime();
        Dialog call = phone.dialog("sip:later@127.0.0.1:" + server.sipPort());
        Message answer = call.expect(200, call.send("INVITE"));
        call.ack(answer);
        calls.add(new Walked(call, answer, System.nanoTime() - begin));
      }
      calls.forEach(it -> it.call.expect(200, it.call.send("BYE")));

      for (int i = 0; i < calls.size(); i++) {
        if (phone.times(calls.get(i).answer) > 1) {
          // The stillness may have come before this ACK was sent, or after it
          Walked next = calls.get(Math.min(i + 1, calls.size() - 1));
          assertThat(Math.max(calls.get(i).nanos, next.nanos))
              .as("it is repeated only where all stood still")
              .isGreaterThan(NEARLY_PATIENCE);
        }
      }
    }
  }
}
