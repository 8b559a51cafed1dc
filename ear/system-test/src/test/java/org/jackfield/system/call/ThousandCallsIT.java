package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.LiveObjects;
import org.jackfield.system.OpenThings;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand calls that end in all the ways in which calls end: what is left of them is a record
 * each.
 */
class ThousandCallsIT {

  private static final int PHONES = 10;
  private static final int ROUNDS = 10;

  /**
   * The stack keeps an INVITE of ours for 64 T1 after its 2xx (RFC 6026, timer M), and what it
   * knows of its forks for as long again.
   */
  private static final Duration TO_END = Duration.ofSeconds(2 * 32 + 26);

  /** For what is ours, and must not wait for the stack. */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  /** Threads that the server's pools may start with the first calls. */
  private static final int OF_POOLS = 60;

  /** A journal and a database open their files when the first calls come. */
  private static final int OF_THE_LOG = 3;

  private static final Pattern SID = Pattern.compile("\"sid\":\"(CA[0-9a-f]{32})\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z-]+)\"");

  private static final List<String> OF_A_CALL =
      List.of(
          "org.jackfield.interpreter.LiveCall",
          "org.jackfield.interpreter.LiveLeg",
          "org.jackfield.interpreter.StatusReports",
          "org.jackfield.router.http.Login",
          "org.jackfield.router.sip.IncomingLine",
          "org.jackfield.router.sip.OutgoingLine",
          "org.jackfield.media.rtp.RtpSession");

  /** A call that ends in its own way, and what becomes of it. */
  private enum Ending {
    DOCUMENT_ENDS("<Gather timeout=\"0\"/>", "completed"),
    CALLER_HANGS_UP("<Gather timeout=\"60\"/>", "completed"),
    CALLER_IS_RECORDED("<Record playBeep=\"false\" timeout=\"60\"/>", "completed"),
    CALLER_GIVES_UP("<Pause length=\"60\"/>", "no-answer"),
    IS_REJECTED("<Reject reason=\"busy\"/>", "busy"),
    IS_NOT_UNDERSTOOD("<Gather", "failed"),
    APPLICATION_IS_DEAD("", "failed"),
    CALLED_IS_BUSY("<Dial><Sip>%s</Sip></Dial>", "completed"),
    CALLED_HANGS_UP("<Dial><Sip>%s</Sip></Dial>", "completed"),
    CALLER_LEAVES_THE_CALLED("<Dial><Sip>%s</Sip></Dial>", "completed"),
    API_ENDS("<Gather timeout=\"60\"/>", "completed");

    private final String verbs;
    private final String outcome;

    Ending(String verbs, String outcome) {
      this.verbs = verbs;
      this.outcome = outcome;
    }

    boolean dials() {
      return verbs.startsWith("<Dial>");
    }
  }

  @TempDir Path folder;

  @Test
  void leavesNothingOfAThousandCallsHoweverTheyEnd() throws Exception {
    try (VoiceServer server = VoiceServer.start("thousand", 800);
        WebApplication application = WebApplication.of(server, folder);
        ExecutorService phones = Executors.newFixedThreadPool(PHONES)) {
      OpenThings before = OpenThings.of(server.server());
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < PHONES; i++) {
        int number = i;
        all.add(
            phones.submit(() -> {
              try (Phone caller = Phone.udp(server.server().sipPort());
                  Phone called = Phone.udp(server.server().sipPort())) {
                new Calls(server, application, caller, called, number).all();
              }
              return null;
            }));
      }
      for (Future<?> each : all) {
        each.get(5, TimeUnit.MINUTES);
      }
      nothingIsLeft(server);
      nothingIsOpen(server, before);
    }
  }

  /** Ports, files and threads, but for those of pools, whose number is bounded. */
  private static void nothingIsOpen(VoiceServer server, OpenThings before) {
    OpenThings[] now = new OpenThings[1];
    try {
      Await.until(
          "what was open is closed",
          TO_END,
          () -> {
            now[0] = OpenThings.of(server.server());
            return now[0].datagramSockets() <= before.datagramSockets()
                && now[0].ownFiles() <= before.ownFiles() + OF_THE_LOG
                && now[0].threads() <= before.threads() + OF_POOLS;
          });
    } catch (AssertionError late) {
      throw new AssertionError("Open before " + before + ", now " + now[0], late);
    }
  }

  private static void nothingIsLeft(VoiceServer server) {
    Map<String, Long> left = new TreeMap<>();
    try {
      Await.until(
          "nothing is left in memory",
          AT_ONCE,
          () -> {
            LiveObjects objects = LiveObjects.of(server.server());
            OF_A_CALL.forEach(name -> left.put(name, objects.count(name)));
            return left.values().stream().allMatch(count -> count == 0);
          });
    } catch (AssertionError late) {
      throw new AssertionError("Left in memory: " + left, late);
    }
    Await.until(
        "no dialog is left",
        TO_END,
        () -> server.server().read("subsystem=sip", "dialogs").asInt() == 0);
    for (String status : List.of("queued", "ringing", "in-progress")) {
      Await.until(
          "no call is " + status,
          TO_END,
          () -> !STATUS.matcher(server.get("Calls.json?Status=" + status).body()).find());
    }
  }

  /** What one pair of phones does. */
  private record Calls(
      VoiceServer server, WebApplication application, Phone caller, Phone called, int number) {

    void all() throws Exception {
      for (Ending ending : Ending.values()) {
        String name = "start-" + number + "-" + ending + ".xml";
        application.with(name, "<Response>" + ending.verbs.formatted(called.uri()) + "</Response>");
        server.number(
            number(ending),
            ending == Ending.APPLICATION_IS_DEAD
                ? "http://127.0.0.1:9/"
                : application.address(name),
            Map.of("StatusCallback", application.address(status(ending))));
        application.with(status(ending), "");
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Ending ending : Ending.values()) {
          one(ending);
        }
      }
      for (Ending ending : Ending.values()) {
        recordsAre(ending);
        isTold(ending);
      }
    }

    private String status(Ending ending) {
      return "ended-" + number + "-" + ending + ".xml";
    }

    private String number(Ending ending) {
      return "+1555" + (200_000 + number * 100 + ending.ordinal());
    }

    private void one(Ending ending) throws Exception {
      Dialog call = caller.dialog(server.sip(number(ending)));
      Message invite = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
      call.expect(180, invite);
      switch (ending) {
        case DOCUMENT_ENDS -> {
          taken(call, invite);
          call.answer(call.expect("BYE"), 200);
        }
        case CALLER_HANGS_UP, CALLER_IS_RECORDED -> {
          taken(call, invite);
          call.expect(200, call.send("BYE"));
        }
        case CALLER_GIVES_UP -> {
          call.expect(200, call.cancel(invite));
          call.expect(487, invite);
        }
        case IS_REJECTED -> call.expect(486, invite);
        case IS_NOT_UNDERSTOOD, APPLICATION_IS_DEAD ->
            assertThat(call.response(invite).status()).isGreaterThanOrEqualTo(400);
        case CALLED_IS_BUSY -> {
          taken(call, invite);
          called.awaits("INVITE").answer(486);
          call.answer(call.expect("BYE"), 200);
        }
        case CALLED_HANGS_UP -> {
          taken(call, invite);
          Dialog other = talks();
          other.expect(200, other.send("BYE"));
          call.answer(call.expect("BYE"), 200);
        }
        case CALLER_LEAVES_THE_CALLED -> {
          taken(call, invite);
          Dialog other = talks();
          call.expect(200, call.send("BYE"));
          other.answer(other.expect("BYE"), 200);
        }
        case API_ENDS -> {
          taken(call, invite);
          server.post("Calls/" + sidOf(ending) + ".json", Map.of("Status", "completed"));
          call.answer(call.expect("BYE"), 200);
        }
      }
    }

    private static void taken(Dialog call, Message invite) {
      call.ack(call.expect(200, invite));
    }

    private Dialog talks() {
      Dialog other = called.awaits("INVITE");
      other.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      other.expect("ACK");
      return other;
    }

    /** Of the call that is in progress. */
    private String sidOf(Ending ending) {
      List<String> found = new ArrayList<>();
      Await.until(
          "the call is in progress",
          () -> {
            Matcher sid = SID.matcher(listed(ending, "&Status=in-progress"));
            if (sid.find()) {
              found.add(sid.group(1));
            }
            return !found.isEmpty();
          });
      return found.getFirst();
    }

    private String listed(Ending ending, String filter) throws Exception {
      return server
          .get("Calls.json?PageSize=50&To=" + number(ending).replace("+", "%2B") + filter)
          .body();
    }

    /** Once of each call, and with its own outcome. */
    private void isTold(Ending ending) {
      Await.until(
          ROUNDS + " ends of " + ending + " are told",
          TO_END,
          () -> {
            List<WebApplication.Request> told =
                application.requests().stream()
                    .filter(request -> request.path().equals("/" + status(ending)))
                    .toList();
            return told.size() == ROUNDS
                && told.stream().map(r -> r.parameter("CallSid")).distinct().count() == ROUNDS
                && told.stream().allMatch(r -> ending.outcome.equals(r.parameter("CallStatus")));
          });
    }

    /** RELIABILITY G3: one record for each call, with the outcome that it had. */
    private void recordsAre(Ending ending) {
      Await.until(
          ROUNDS + " calls " + ending + " are " + ending.outcome,
          TO_END,
          () -> {
            List<String> outcomes = new ArrayList<>();
            Matcher status = STATUS.matcher(listed(ending, ""));
            while (status.find()) {
              outcomes.add(status.group(1));
            }
            return outcomes.size() == ROUNDS && outcomes.stream().allMatch(ending.outcome::equals);
          });
    }
  }
}
