package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.call.VoiceServer;
import org.jackfield.system.call.WebApplication;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.Sipp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on PostgreSQL, which goes away while calls come in, and comes back. */
class DatabaseAwayIT {

  private static final String NUMBER = "+15550199";

  @TempDir Path folder;

  @Test
  void takesCallsAndLosesNoRecordWhileTheDatabaseIsAwayOrHangs() throws Exception {
    int port = Sipp.freePort();
    EmbeddedPostgres database = start(port);
    try (VoiceServer server =
            VoiceServer.start(
                "database",
                600,
                "-Djackfield.database.driver=postgresql",
                "-Djackfield.database.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "-Djackfield.database.user=postgres",
                "-Djackfield.database.password=postgres",
                "-Djackfield.database.timeout=4");
        WebApplication application = WebApplication.of(server, folder.resolve("web"));
        Phone phone = Phone.udp(server.server().sipPort())) {
      application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
      server.number(NUMBER, application.address("start.xml"));
      server.awaitCall(call(server, application, phone), "completed");

      database.close();
      List<String> away = callsMeanwhile(server, application, phone);
      database = start(port);
      areKept(server, away);

      List<ProcessHandle> processes = processes();
      signal("STOP", processes);
      List<String> hanging;
      try {
        hanging = callsMeanwhile(server, application, phone);
      } finally {
        signal("CONT", processes);
      }
      areKept(server, hanging);
      server.awaitCall(call(server, application, phone), "completed");
    } finally {
      database.close();
    }
  }

  /** One that comes in and one that is placed. */
  private static List<String> callsMeanwhile(
      VoiceServer server, WebApplication application, Phone phone) throws Exception {
    String meanwhile = call(server, application, phone);
    // Known from where it waits; the answer to a BYE does not wait for the record to be told of it.
    server.awaitCall(meanwhile, "completed");
    HttpResponse<String> unknown = server.get("Applications.json");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.body()).contains("20503");
    assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
    String placed =
        server
            .post(
                "Calls.json",
                Map.of("To", phone.uri(), "From", NUMBER, "Url", application.address("start.xml")))
            .body()
            .replaceAll("(?s).*\"sid\":\"(CA[0-9a-f]{32})\".*", "$1");
    phone.awaits("INVITE").answer(486);
    return List.of(meanwhile, placed);
  }

  private static void areKept(VoiceServer server, List<String> calls) {
    for (String sid : calls) {
      Await.until(
          sid + " is in the list that the database gives",
          () -> server.get("Calls.json?PageSize=50").body().contains(sid));
    }
    Await.until(
        "the database is used again", () -> server.get("Applications.json").statusCode() == 200);
    server.awaitCall(calls.getLast(), "busy");
  }

  /** The server of the database and all that it has begun. */
  private List<ProcessHandle> processes() throws IOException {
    String first = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  private static void signal(String name, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /** A call from its beginning to its end, and its SID. */
  private static String call(VoiceServer server, WebApplication application, Phone phone)
      throws Exception {
    int before = application.requests().size();
    Dialog call = phone.dialog(server.sip(NUMBER));
    Message invite = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
    call.expect(180, invite);
    call.ack(call.expect(200, invite));
    Await.until("it is asked", () -> application.requests().size() > before);
    call.expect(200, call.send("BYE"));
    return application.requests().getLast().parameter("CallSid");
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
