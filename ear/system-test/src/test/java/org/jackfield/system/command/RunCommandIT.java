package org.jackfield.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./jackfield run} in a tree whose Maven and server are small: the real ones cost minutes.
 */
class RunCommandIT {

  private static final Path HOME = Path.of(System.getProperty("jackfield.home"));
  private static final String RUN = "server-config/server/run.sh";
  private static final int OFFSET = TestServer.offset() + 1_750;

  private static final String MAVEN = "#!/bin/sh\necho built >>\"$BUILDS\"\n";

  /**
   * As the real one: it makes the account once, says that it is up, and ends when it is told to.
   */
  private static final String SERVER =
      """
      #!/bin/sh
      base=$(dirname "$0")/../standalone
      echo "$*" >"$base/arguments"
      for argument; do
        case $argument in -Djboss.server.data.dir=*) data=${argument#*=} ;; esac
      done
      account=$data/jackfield-account.txt
      [ -f "$account" ] || printf 'AccountSid=AC%s\\nAuthToken=%s\\n' "$$" "secret$$" >"$account"
      mkdir -p "$base/log"
      echo WFLYSRV0025 >"$base/log/server.log"
      trap 'exit 0' TERM
      while :; do sleep 0.1; done
      """;

  /** It stays until it is ended, and no longer than a minute if a test forgets it. */
  private static final String DEMONSTRATION =
      """
      class Menu {
        public static void main(String[] arguments) throws Exception {
          System.out.println(System.getenv("NUMBER") + " " + System.getenv("AUTH_TOKEN"));
          System.out.println("It is ready");
          Thread.sleep(60_000);
        }
      }
      """;

  @TempDir Path folder;
  private Path server;

  @BeforeEach
  void makeTree() throws Exception {
    server = folder.resolve("server-config/server/target/server");
    file("server-config/server/pom.xml", "");
    file("ear/application/target/jackfield.ear", "an archive");
    file("demo/Menu.java", DEMONSTRATION);
    file("server-config/server/target/server/standalone/deployments/README.txt", "");
    file("server-config/server/target/server/standalone/configuration/mgmt-users.properties", "");
    program("server-config/server/target/server/bin/standalone.sh", SERVER);
    program("target/bin/mvn", MAVEN);
    program("jackfield", Files.readString(HOME.resolve("jackfield")));
    file(RUN, Files.readString(HOME.resolve(RUN)));
  }

  private Path file(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void program(String name, String content) throws Exception {
    Files.setPosixFilePermissions(
        file(name, content), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A run of the command, and what it has printed. */
  private record Run(Process process, Path output) implements AutoCloseable {

    String said() throws Exception {
      return Files.readString(output);
    }

    String line(String with) throws Exception {
      return said().lines().filter(line -> line.contains(with)).findFirst().orElseThrow();
    }

    Run awaitReady() {
      Await.until(
          "it is up",
          Duration.ofMinutes(1),
          () -> said().contains("Jackfield is up") && said().contains("log "));
      return this;
    }

    int interrupt() throws Exception {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      return end();
    }

    int end() throws Exception {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private Run run(String... arguments) throws Exception {
    Path output = Files.createTempFile(folder.resolve("target/bin"), "said", ".txt");
    // Who tests in the background lets his children ignore Ctrl-C
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(folder + "/jackfield", "run", "--offset", String.valueOf(OFFSET)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BUILDS", folder.resolve("target/bin/builds").toString());
    builder.environment().merge("PATH", folder + "/target/bin", (path, ours) -> ours + ":" + path);
    return new Run(builder.start(), output);
  }

  @Test
  void saysWhereEverythingIsEndsItAllAndKeepsWhatThereWas() throws Exception {
    String account;
    String console;
    try (Run run = run().awaitReady()) {
      account = run.line("token");
      console = run.line("user admin");
      assertThat(run.said())
          .contains("sip:+15550100@127.0.0.1:" + (5060 + OFFSET))
          .contains("baresip -f ")
          .contains("http://127.0.0.1:" + (8000 + OFFSET) + "/")
          .contains("http://127.0.0.1:" + (8080 + OFFSET) + "/2010-04-01/Accounts/AC")
          .contains("http://127.0.0.1:" + (9990 + OFFSET) + "/")
          .contains(server.resolve("standalone/log/server.log").toString());
      assertThat(account).containsPattern("SID AC[0-9]+, token secret[0-9]+");
      assertThat(console).containsPattern("password [0-9a-f]{32}");
      assertThat(Files.readString(server.resolve("standalone/log/demonstration.log")))
          .startsWith("+15550100 secret");
      List<ProcessHandle> children = run.process().descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(2);

      assertThat(run.interrupt()).isEqualTo(130);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
    try (Run again = run().awaitReady()) {
      assertThat(again.line("token")).isEqualTo(account);
      assertThat(again.line("user admin")).isEqualTo(console);
      assertThat(folder.resolve("target/bin/builds")).content().isEqualTo("built\n");
      try (Run second = run("--no-demo")) {
        assertThat(second.end()).isEqualTo(1);
        assertThat(second.said()).contains("runs already from this folder");
      }
      assertThat(again.interrupt()).isEqualTo(130);
    }
  }

  @Test
  void startsNoDemonstrationBesideAnApplicationOfYours() throws Exception {
    try (Run run = run("-Djackfield.demo.url=http://127.0.0.1:3000/").awaitReady()) {
      assertThat(run.said()).contains("sip:+15550100@").doesNotContain(":" + (8000 + OFFSET));
      assertThat(Files.readString(server.resolve("standalone/arguments")))
          .contains(
              "-Djackfield.demo.number=+15550100 -Djackfield.demo.url=http://127.0.0.1:3000/");
      assertThat(run.interrupt()).isEqualTo(130);
    }
  }

  @Test
  void tellsWhichPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(8080 + OFFSET, 1, InetAddress.getLoopbackAddress());
        Run run = run()) {
      assertThat(run.end()).isEqualTo(1);
      assertThat(run.said().strip())
          .isEqualTo(
              "jackfield: TCP port %d (HTTP) is taken; end what has it, or move all ports:"
                      .formatted(other.getLocalPort())
                  + " ./jackfield run --offset 100");
    }
  }
}
