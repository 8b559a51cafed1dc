package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class AnsweringIT {
  private final TestServer server = TestServer.shared();

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
}
