package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two phones that speak and hear, and an application that writes down what it is asked. */
abstract class RealCalls {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_112_000);
  static final short[] HIGH = Wav.sweep(400, 2_800, 2);
  static final short[] LOW = Wav.sweep(1_500, 300, 2);

  @TempDir Path folder;
  final String number = "+" + TESTS.incrementAndGet();
  VoiceServer server;
  WebApplication application;
  SpeakingPhone caller;
  SpeakingPhone other;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    application = WebApplication.of(server, folder);
    application
        .with("high.wav", Wav.file(HIGH))
        .with("low.wav", Wav.file(LOW))
        .with("done.xml", "<Response><Hangup/></Response>")
        .with("status.xml", "");
    caller = SpeakingPhone.at(server);
    other = SpeakingPhone.at(server);
  }

  @AfterEach
  void stop() {
    application.close();
    caller.close();
    other.close();
  }

  final Dialog call(String verbs) throws Exception {
    return call(verbs, caller.sdp());
  }

  /** Calls, and speaks when the call is taken. */
  final Dialog call(String verbs, String[] offer) throws Exception {
    Dialog call = begin(verbs);
    Message invite = call.send("INVITE", offer);
    call.expect(180, invite);
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());
    return call;
  }

  final Dialog begin(String verbs) throws Exception {
    application.with("start.xml", "<Response>" + verbs + "</Response>");
    server.number(number, application.address("start.xml"));
    return caller.phone().dialog(server.sip(number));
  }

  /** The server hangs up. */
  final void ended(Dialog call) {
    call.answer(call.expect("BYE"), 200);
    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  final void hangUp(Dialog call) {
    call.expect(200, call.send("BYE"));
    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  /** From where to where two sounds are, in samples; both must be there. */
  static int place(short[] sound, short[] within) {
    int best = -1;
    double most = 0;
    short[] middle = middle(sound);
    for (int at = 0; at + middle.length <= within.length; at += Wav.RATE / 10) {
      int end = Math.min(within.length, at + middle.length + Wav.RATE / 10);
      double found = Wav.found(middle, Arrays.copyOfRange(within, at, end));
      if (found > most) {
        most = found;
        best = at;
      }
    }
    // A packet that a busy machine let be late is missing in it
    assertThat(most).as("it was heard").isGreaterThan(0.9);
    return best - sound.length / 4;
  }

  /** Without the ends, which a recording may have trimmed. */
  static short[] middle(short[] sound) {
    return Arrays.copyOfRange(sound, sound.length / 4, sound.length * 3 / 4);
  }

  final List<Request> told() throws Exception {
    return application.requests().stream().filter(r -> r.path().equals("/status.xml")).toList();
  }

  final byte[] fetch(String address) throws Exception {
    String login = server.account() + ":" + server.token();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address + ".wav"))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build(),
            BodyHandlers.ofByteArray())
        .body();
  }

  static short[] channel(short[] both, int which) {
    short[] one = new short[both.length / 2];
    for (int i = 0; i < one.length; i++) {
      one[i] = both[2 * i + which];
    }
    return one;
  }
}
