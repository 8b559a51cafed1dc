package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.DigestUser;
import org.jackfield.system.sip.Stranger;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Those who search for servers, users and passwords: SIPVicious, and what it does by others' hands.
 * Each comes from an address of its own below 127; the trusted one is 127.0.0.2.
 */
class ScannerIT {
  private static final String SIP = "subsystem=sip";
  private static final String NUMBER = "+15550177";
  private static final String DOMAIN = "guessed.example.com";
  private static final String REGISTRAR = "sip:" + DOMAIN;
  private static final String PASSWORD = PhoneDomain.PASSWORD;
  private static final Path FILTER =
      Path.of(System.getProperty("jackfield.home"), "docs/operations/fail2ban/jackfield.conf");

  @TempDir static Path folder;
  private static VoiceServer voice;
  private static TestServer server;
  private static WebApplication application;

  @BeforeAll
  static void trustOnlyOneAddress() throws Exception {
    voice = VoiceServer.shared();
    server = voice.server();
    application =
        WebApplication.of(voice, folder.resolve("application"))
            .with("busy.xml", "<Response><Reject reason=\"busy\"/></Response>");
    voice.number(NUMBER, application.address("busy.xml"));
    PhoneDomain.of(voice, DOMAIN, application.address("busy.xml"), Map.of()).with("alice");
    ModelNode write = TestServer.operation("write-attribute", SIP);
    write.get("name").set("trusted-networks");
    write.get("value").add("127.0.0.2");
    server.run(write);
  }

  @AfterAll
  static void trustLoopbackAgain() {
    ModelNode undefine = TestServer.operation("undefine-attribute", SIP);
    undefine.get("name").set("trusted-networks");
    server.run(undefine);
    application.close();
  }

  /** All at once, since each waits for answers that do not come. */
  @Test
  void sipViciousLearnsNothing() throws Exception {
    List<Process> tools =
        List.of(
            sipvicious("127.1.0.1", "svmap"),
            sipvicious("127.1.0.2", "svwar", "-e100-110", "-m", "REGISTER", "--force"),
            sipvicious("127.1.0.3", "svwar", "-e100-110", "-m", "INVITE", "--force"),
            sipvicious("127.1.0.10", "svcrack", "-u", "100", "-r", "1-50"));
    for (String tool : List.of("127.1.0.1", "127.1.0.2", "127.1.0.3", "127.1.0.10")) {
      Await.until(tool + " is banned", Duration.ofMinutes(1), () -> isListed(tool));
      assertThat(shown(tool).get("grounds").asString()).isEqualTo("scanner");
    }
    assertOthersAreUnharmed();

    for (Process tool : tools) {
      String found = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(found)
          .doesNotContainIgnoringCase("jackfield")
          .doesNotContain("reqauth", "noauth", "| 100", "127.0.0.1:" + server.sipPort() + " ");
    }
  }

  @Test
  void whoTriesNumbersByDatagramIsShunnedForATime() throws Exception {
    try (Stranger stranger = new Stranger("127.1.0.4", server.sipPort())) {
      for (int i = 0; i < 100; i++) {
        assertThat(stranger.ask(stranger.request("INVITE", "sip:" + i + "@127.0.0.1")))
            .startsWith("SIP/2.0 40");
      }
      // What has been forgotten meanwhile
      for (int i = 100; i < 200; i++) {
        stranger.send(stranger.request("INVITE", "sip:" + i + "@127.0.0.1"));
      }
      Await.until("127.1.0.4 is banned", () -> isListed("127.1.0.4"));
      assertThat(shown("127.1.0.4").get("proven").asBoolean()).isFalse();

      unheard(stranger, stranger.request("INVITE", "sip:" + NUMBER + "@127.0.0.1"));
      assertOthersAreUnharmed();
    }
  }

  @Test
  void whoTriesNumbersOverConnectionsIsBannedUntilThatIsLifted() throws Exception {
    try (Stranger stranger = new Stranger("127.1.0.5", server.sipPort())) {
      for (int i = 0; i < 11; i++) {
        stranger.connect(stranger.request("INVITE", "sip:" + i + "@127.0.0.1"), "SIP/2.0 40");
      }
      Await.until("127.1.0.5 is banned", () -> isListed("127.1.0.5"));
      String known = stranger.request("INVITE", "sip:" + NUMBER + "@127.0.0.1");
      assertThat(connect(stranger, known)).isEmpty();
      unheard(stranger, known);
      assertThat(log("banned address=127.1.0.5 "))
          .contains("seconds=300 grounds=unknown proven=yes times=1");

      server.run(TestServer.operation("remove", SIP + "/ban=127.1.0.5"));
      assertThat(isListed("127.1.0.5")).isFalse();

      assertThat(stranger.ask(stranger.request("INVITE", "sip:" + NUMBER + "@127.0.0.1")))
          .startsWith("SIP/2.0 486");
    }
  }

  @Test
  void whoGuessesAPasswordIsBannedAfterTenTries() throws Exception {
    try (Stranger stranger = new Stranger("127.1.0.8", server.sipPort())) {
      for (int i = 0; i < 11; i++) {
        assertThat(registers(stranger, "guess" + i)).startsWith("SIP/2.0 401");
      }
      Await.until("127.1.0.8 is banned", () -> isListed("127.1.0.8"));
      assertThat(shown("127.1.0.8").get("grounds").asString()).isEqualTo("login");
      assertThat(server.read(SIP + "/ban=127.1.0.8", "proven").asBoolean()).isTrue();

      unheard(stranger, stranger.request("REGISTER", REGISTRAR));
      assertThat(unban("127.1.0.8")).isTrue();
      assertThat(unban("127.1.0.8")).isFalse();
      assertThat(registers(stranger, PASSWORD)).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void aPhoneBesideOneThatGuessesGoesOnRegistering() throws Exception {
    try (Stranger neighbours = new Stranger("127.1.0.9", server.sipPort())) {
      assertThat(registers(neighbours, PASSWORD)).startsWith("SIP/2.0 200");
      for (int i = 0; i < 30; i++) {
        assertThat(registers(neighbours, "guess" + i)).startsWith("SIP/2.0 401");
      }
      assertThat(registers(neighbours, PASSWORD)).startsWith("SIP/2.0 200");
      assertThat(isListed("127.1.0.9")).isFalse();
    }
  }

  /** Asks, is challenged, and answers; gives what comes of it. */
  private static String registers(Stranger stranger, String password) {
    stranger.as("sip:alice@" + DOMAIN);
    String challenged = stranger.ask(stranger.request("REGISTER", REGISTRAR));
    String challenge =
        challenged
            .lines()
            .filter(line -> line.startsWith("WWW-Authenticate: "))
            .findFirst()
            .orElseThrow()
            .substring("WWW-Authenticate: ".length());
    String answer = new DigestUser("alice", password).answers(challenge, 1, "REGISTER", REGISTRAR);
    return stranger.ask(stranger.request("REGISTER", REGISTRAR, "Authorization: " + answer));
  }

  @Test
  void aStrangerIsNotToldThatAServerIsHere() throws Exception {
    try (Stranger stranger = new Stranger("127.1.0.6", server.sipPort());
        Stranger monitoring = new Stranger("127.0.0.2", server.sipPort())) {
      unheard(stranger, stranger.request("OPTIONS", "sip:127.0.0.1"));
      assertThat(isListed("127.1.0.6")).isFalse();

      assertThat(monitoring.ask(monitoring.request("OPTIONS", "sip:127.0.0.1")))
          .startsWith("SIP/2.0 200")
          .doesNotContainIgnoringCase("jackfield")
          .doesNotContainIgnoringCase("User-Agent:")
          .doesNotContainIgnoringCase("\nServer:");
    }
  }

  @Test
  void aBanIsALineThatFail2banReads() throws Exception {
    try (Stranger stranger = new Stranger("127.1.0.7", server.sipPort())) {
      String scan = stranger.request("OPTIONS", "sip:1@127.0.0.1", "User-Agent: sundayddr");
      assertThat(connect(stranger, scan)).isEmpty();
    }
    // fail2ban takes the date away by its datepattern, and holds the rest against the expression
    String line =
        Files.readAllLines(server.data().resolveSibling("log/server.log")).stream()
            .filter(each -> each.contains("banned address=127.1.0.7 "))
            .findFirst()
            .orElseThrow()
            .replaceFirst("^[0-9-]+ [0-9:]+,[0-9]+", "");
    String filter = Files.readString(FILTER);
    String expression =
        filter
            .lines()
            .filter(each -> each.startsWith("failregex = "))
            .findFirst()
            .orElseThrow()
            .substring("failregex = ".length())
            .replace("<SUBNET>", "(?<host>[0-9a-fA-F.:]+(?:/\\d+)?)");
    var match = Pattern.compile(expression).matcher(line);
    assertThat(match.find()).as(line).isTrue();
    assertThat(match.group("host")).isEqualTo("127.1.0.7");
  }

  /** Starts a tool at an address of its own; it prints what it has found. */
  private static Process sipvicious(String address, String tool, String... arguments)
      throws IOException {
    // Two of them overlook the option by which they should bind an address
    Path home = Files.createDirectories(folder.resolve(address));
    Files.writeString(
        home.resolve("sitecustomize.py"),
        """
        import socket
        bind = socket.socket.bind
        socket.socket.bind = lambda self, at: bind(self, ("%s", 0) if at[0] == "" else at)
        """
            .formatted(address));
    ProcessBuilder builder = new ProcessBuilder(tool);
    builder.command().addAll(List.of(arguments));
    builder.command().addAll(List.of("-p", String.valueOf(server.sipPort()), "127.0.0.1"));
    builder.directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PYTHONPATH", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void assertOthersAreUnharmed() throws IOException {
    try (Stranger caller = new Stranger("127.1.0.99", server.sipPort())) {
      assertThat(caller.ask(caller.request("INVITE", "sip:" + NUMBER + "@127.0.0.1")))
          .startsWith("SIP/2.0 486");
    }
  }

  /** Sends what is dropped: the server says so, and the sender hears nothing. */
  private static void unheard(Stranger stranger, String text) {
    long before = server.read(SIP, "dropped-messages").asLong();
    stranger.send(text);
    Await.until("it is dropped", () -> server.read(SIP, "dropped-messages").asLong() > before);
    assertThat(stranger.hasAnswerTo(text)).isFalse();
  }

  private static String connect(Stranger stranger, String text) throws IOException {
    try {
      return stranger.connect(text, "SIP/2.0");
    } catch (SocketException closed) {
      return "";
    }
  }

  private static boolean isListed(String address) {
    return server.run(TestServer.operation("list-bans", SIP)).asList().stream()
        .anyMatch(ban -> ban.get("address").asString().equals(address));
  }

  private static ModelNode shown(String address) {
    return server.run(TestServer.operation("list-bans", SIP)).asList().stream()
        .filter(ban -> ban.get("address").asString().equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError(address + " is not banned"));
  }

  private static boolean unban(String address) {
    ModelNode unban = TestServer.operation("unban", SIP);
    unban.get("source").set(address);
    return server.run(unban).asBoolean();
  }

  private static String log(String part) {
    return server.log().lines().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }
}
