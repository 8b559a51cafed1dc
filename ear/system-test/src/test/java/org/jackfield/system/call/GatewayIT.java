package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers, which are called by the operator's gateway. */
class GatewayIT {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_113_000);
  private static VoiceServer server;
  private static Phone gateway;

  @TempDir Path folder;
  private final String number = "+" + TESTS.incrementAndGet();
  private WebApplication application;
  private SpeakingPhone caller;
  private SpeakingPhone sound;

  @BeforeAll
  static void startServer() throws Exception {
    server = VoiceServer.shared();
    gateway = Phone.udp(VoiceServer.ofShared(VoiceServer.GATEWAY), server.server().sipPort());
  }

  @AfterAll
  static void stopServer() {
    gateway.close();
  }

  @BeforeEach
  void start() throws Exception {
    application = WebApplication.of(server, folder);
    server.number(number, application.address("start.xml"));
    application.with("done.xml", "<Response><Hangup/></Response>");
    caller = SpeakingPhone.at(server);
    sound = SpeakingPhone.at(server);
  }

  @AfterEach
  void stop() {
    application.close();
    caller.close();
    sound.close();
  }

  private Dialog call(String verbs) throws Exception {
    application.with("start.xml", "<Response>" + verbs + "</Response>");
    Dialog call = caller.phone().dialog(server.sip(number));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());
    return call;
  }

  private void ended(Dialog call) {
    call.answer(call.expect("BYE"), 200);
    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  @Test
  void tellsWhoCallsAndAgainAfterAChallenge() throws Exception {
    Map<String, String> form = new HashMap<>(Map.of("SipAuthUsername", "us"));
    form.putAll(Map.of("SipAuthPassword", "secret", "To", "+15550177", "From", number));
    form.put("Url", application.address("start.xml"));
    server.post("Calls.json", form);
    Dialog called = gateway.awaits("INVITE");
    assertThat(called.request().requestUri()).startsWith("sip:+15550177@");
    assertThat(called.request().header("P-Asserted-Identity")).contains("sip:" + number + "@");

    called.answer(
        407, "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"");

    called.expect("ACK");
    Message again = called.expect("INVITE");
    assertThat(again.header("Proxy-Authorization")).contains("username=\"us\"");
    assertThat(again.header("P-Asserted-Identity")).contains("sip:" + number + "@");
    called.answer(again, 486);
    called.expect("ACK");
  }

  /** FEATURES 1.1: the keys go to who answers, and only then the two are connected. */
  @Test
  void pressesKeysWhenANumberAnswers() throws Exception {
    Dialog call =
        call("<Dial action=\"/done.xml\"><Number sendDigits=\"ww42#\">+15550178</Number></Dial>");
    Dialog called = gateway.awaits("INVITE");
    assertThat(called.request().requestUri()).startsWith("sip:+15550178@");
    // Whoever calls it, nobody here has checked that it may say so
    assertThat(called.request().findHeader("P-Asserted-Identity")).isEmpty();

    called.answer(200, sound.sdp());
    called.expect("ACK");
    sound.speaksTo(called.request().body());

    Await.until("the keys are there", () -> sound.keys().equals("42#"));
    // The two are connected a moment after the last key
    Await.until(
        "the caller hears the called",
        Duration.ofSeconds(30),
        () -> {
          if (sound.hasSaidAll()) {
            sound.says(RealCalls.HIGH);
          }
          return Wav.found(RealCalls.HIGH, caller.heard()) > 0.99;
        });
    called.expect(200, called.send("BYE"));
    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("completed");
    ended(call);
  }

  @Test
  void tellsWhatTheGatewaySaidWithItsRefusal() throws Exception {
    Dialog call = call("<Dial action=\"/done.xml\">+15550179</Dial>");

    gateway.awaits("INVITE").answer(486, "X-Why: busy lines");

    WebApplication.Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("busy");
    assertThat(done.parameter("DialSipResponseCode")).isEqualTo("486");
    assertThat(done.parameter("DialSipHeader_X-Why")).isEqualTo("busy lines");
    ended(call);
  }

  /** A called phone does not make us call a number at the operator's cost. */
  @Test
  void isNotWhereAPhoneSendsACall() throws Exception {
    Dialog call = call("<Dial action=\"/done.xml\"><Sip>" + sound.phone().uri() + "</Sip></Dial>");
    Dialog called = sound.phone().awaits("INVITE");

    called.answer(302, "Contact: <sip:+4490000000@" + gateway.address() + ";transport=udp>");

    WebApplication.Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("failed");
    assertThat(done.parameter("DialSipResponseCode")).isEqualTo("302");
    assertThat(
            gateway.await(
                "INVITE",
                message -> message.isRequest() && message.method().equals("INVITE"),
                Duration.ofMillis(300)))
        .isEmpty();
    ended(call);
  }
}
