package org.jackfield.system.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;

/** What must not be there after a test class: dialogs, application sessions, errors in the log. */
final class Leftovers {
  /** RFC 3261 timers H, J: a session goes when its last transaction does, after 64 T1. */
  private static final Duration TRANSACTIONS_LINGER = Duration.ofSeconds(40);

  private static final Pattern TROUBLE = Pattern.compile("\\sERROR\\s|^\\s+at\\s|^Caused by:");

  private final TestServer server;
  private final List<String> allowed = new ArrayList<>();
  private int logged;

  Leftovers(TestServer server) {
    this.server = server;
  }

  void allow(String part) {
    allowed.add(part);
  }

  /** What has been logged so far is not looked at. */
  void begin() {
    logged = server.log().length();
  }

  void mustBeNone(String deployment) {
    Await.until("no dialog is left", () -> server.read("subsystem=sip", "dialogs").asInt() == 0);
    Await.until(
        "no application session of " + deployment + " is left",
        TRANSACTIONS_LINGER,
        () ->
            server
                    .read("deployment=" + deployment + "/subsystem=sip", "application-sessions")
                    .asInt()
                == 0);
  }

  void mustNotBeLogged() {
    List<String> lines = server.log().substring(logged).lines().toList();
    List<String> troubles =
        lines.stream()
            .filter(line -> TROUBLE.matcher(line).find())
            .filter(line -> allowed.stream().noneMatch(line::contains))
            .toList();
    if (!troubles.isEmpty()) {
      throw new AssertionError("The server has logged\n" + String.join("\n", lines));
    }
  }
}
