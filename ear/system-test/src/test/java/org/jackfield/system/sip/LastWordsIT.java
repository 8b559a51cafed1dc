package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an application says of itself, and when it goes. */
class LastWordsIT {

  private final TestServer server = TestServer.shared();

  @Test
  void sendsAndHearsBeforeItLeavesService() throws Exception {
    WebArchive departing =
        ShrinkWrap.create(WebArchive.class, "departing.war").addClass(DepartingServlet.class);
    try (Phone phone = Phone.udp(server.sipPort())) {
      TestServer.Deployment deployed = server.deploy(departing);
      Dialog greeting = phone.dialog("sip:departing@127.0.0.1:" + server.sipPort());
      greeting.expect(200, greeting.send("MESSAGE"));
      assertThat(
              server
                  .read("/deployment=departing.war/subsystem=sip", "states")
                  .get("friend", "address")
                  .asString())
          .isEqualTo(phone.uri());

      CompletableFuture<Duration> leaving =
          CompletableFuture.supplyAsync(() -> {
            long begin = System.nanoTime();
            deployed.close();
            return Duration.ofNanos(System.nanoTime() - begin);
          });
      Dialog words = phone.awaits("MESSAGE");
      assertThat(leaving).isNotDone();
      words.answer(200);

      // It had been heard: nobody waited for more
      assertThat(leaving.get(30, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(10));
    }
  }
}
