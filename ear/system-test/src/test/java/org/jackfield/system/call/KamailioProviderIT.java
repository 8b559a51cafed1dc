package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Sipp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamailio as the provider: it wants to know who we are, and one of its two hosts dies. */
class KamailioProviderIT {

  /** So many make the run of 200 that was shown: 40 are enough to notice. */
  private static final int CALLS = Integer.getInteger("jackfield.test.provider-calls", 40);

  private static final Pattern CALL = Pattern.compile("\"sid\":\"CA");

  @TempDir Path folder;

  @Test
  void noCallerNoticesThatAGatewayDies() throws Exception {
    VoiceServer server = ProvidedServer.server();
    String number = "+4930" + (7_000_000 + ProcessHandle.current().pid() % 1_000_000);
    int port = Sipp.freePort();
    try (ProvidedServer trunks = new ProvidedServer();
        Sipp.Running called = Sipp.scenario("uas").calls(CALLS).timeout(300).port(port).start();
        Kamailio first = Kamailio.provider(folder, port);
        Kamailio second = Kamailio.provider(folder, port)) {
      String trunk = trunk(trunks, first, second);
      Await.until(
          "it is registered",
          Duration.ofSeconds(40),
          () ->
              ProvidedServer.shown(trunk).contains("\"status\":\"up\"")
                  && !ProvidedServer.shown(trunk).contains("\"registered_until\":null"));

      long begin = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        if (call == CALLS / 3) {
          // Who has said 100 is waited for: RFC 3261 section 16.6 knows no other server then
          Await.until(
              "nobody is being called",
              Duration.ofSeconds(60),
              () -> count(server, number, "queued") + count(server, number, "ringing") == 0);
          first.kill();
        }
        ProvidedServer.order(
            "+15551160009", number, Map.of("Twiml", "<Response><Pause length=\"1\"/></Response>"));
      }
      Await.until(
          "all have been answered and have ended",
          Duration.ofSeconds(120),
          () ->
              count(server, number, "completed") == CALLS
                  || count(server, number, "failed") + count(server, number, "no-answer") > 0);
      System.out.println(
          CALLS + " calls by Kamailio: " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      assertThat(count(server, number, "completed")).isEqualTo(CALLS);
      assertThat(first.isAlive()).isFalse();
      assertThat(ProvidedServer.shown(trunk)).contains("\"status\":\"degraded\"");
    }
  }

  private static String trunk(ProvidedServer trunks, Kamailio first, Kamailio second)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("Username", "alice", "Register", "true"));
    settings.putAll(Map.of("Password", "open sesame", "Registrar", second.address()));
    settings.putAll(Map.of("AnswerTimeout", "1000", "ProbeInterval", "2"));
    String trunk = trunks.trunk(settings);
    trunks.gateway(trunk, first.address(), "UDP", 1);
    trunks.gateway(trunk, second.address(), "UDP", 1);
    return trunk;
  }

  private static int count(VoiceServer server, String number, String status) throws Exception {
    String path = "Calls.json?PageSize=1000&Status=" + status + "&To=" + number.replace("+", "%2B");
    return (int) CALL.matcher(server.get(path).body()).results().count();
  }
}
