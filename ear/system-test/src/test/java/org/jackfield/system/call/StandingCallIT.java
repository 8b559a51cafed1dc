package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.DigestUser;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens within a call that stands: offers, signs of life (RFC 4028), taking over. */
class StandingCallIT {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_111_000);
  private static final String REPLACED = "Replaces: %s;to-tag=%s;from-tag=%s";
  private static final int SHIFT = 700;
  private static final DigestUser US = new DigestUser("us", "secret");
  private static VoiceServer server;

  @TempDir Path folder;
  private final String number = "+" + TESTS.incrementAndGet();
  private WebApplication application;
  private Phone phone;

  /** Intervals that a test can wait for. */
  @BeforeAll
  static void startServer() throws Exception {
    server =
        VoiceServer.start(
            "standing",
            SHIFT,
            "-Djackfield.sip.session-expires=4",
            "-Djackfield.sip.min-se=3",
            "-Djackfield.sip.trusted-networks=127.0.0.0/8");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    application = WebApplication.of(server, folder);
    application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
    server.number(number, application.address("start.xml"));
    phone = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() {
    application.close();
    phone.close();
  }

  private static String[] sdp(String description, String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.addAll(List.of("Content-Type: application/sdp", "", description));
    return lines.toArray(String[]::new);
  }

  private Dialog established(String... headers) {
    Dialog call = phone.dialog(server.sip(number));
    call.ack(taken(call, headers));
    return call;
  }

  private static Message taken(Dialog call, String... headers) {
    Message invite = call.send("INVITE", sdp(Phone.SDP, headers));
    call.expect(180, invite);
    return call.expect(200, invite);
  }

  private void end(Dialog call) {
    call.expect(200, call.send("BYE"));
    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  @Test
  void hangsUpOnAPhoneThatPromisedSignsOfLifeAndGivesNone() {
    Dialog call = phone.dialog(server.sip(number));
    Message ok = taken(call, "Supported: timer", "Session-Expires: 3;refresher=uac");
    call.ack(ok);

    assertThat(ok.header("Session-Expires")).isEqualTo("3;refresher=uac");
    assertThat(ok.header("Require")).contains("timer");
    Message bye = call.expect("BYE");
    assertThat(bye.header("Reason")).startsWith("SIP;cause=408");
    call.answer(bye, 200);
    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  @Test
  void keepsACallWhosePhoneGivesSignsOfLife() {
    Dialog call = established("Supported: timer", "Session-Expires: 6;refresher=uac");

    for (int sign = 0; sign < 2; sign++) {
      // The second half of the interval: a sign that is due, a second before it is missed
      assertThat(phone.await("BYE", m -> m.isRequest(), Duration.ofMillis(3_000))).isEmpty();
      Message ok =
          call.expect(
              200, call.send("UPDATE", "Supported: timer", "Session-Expires: 6;refresher=uac"));
      assertThat(ok.header("Session-Expires")).isEqualTo("6;refresher=uac");
    }
    end(call);
  }

  @Test
  void asksAPhoneThatKnowsNoTimersWhetherItIsThere() {
    Dialog call = established();

    Message sign = call.expect("INVITE");
    assertThat(sign.body()).contains("m=audio");
    call.answer(sign, 200, sdp(Phone.SDP));
    call.expect("ACK");
    Message again = call.expect("INVITE");
    call.answer(again, 481);

    server.awaitCall(application.await("start.xml").parameter("CallSid"), "completed");
  }

  @Test
  void asksByUpdateWhereThePhoneKnowsIt() {
    Dialog call = established("Allow: INVITE, ACK, BYE, UPDATE");

    Message sign = call.expect("UPDATE");
    assertThat(sign.header("Session-Expires")).isEqualTo("4;refresher=uac");
    assertThat(sign.body()).isEmpty();
    call.answer(sign, 200);
    call.answer(call.expect("UPDATE"), 200);
    end(call);
  }

  @Test
  void refusesAnIntervalThatIsTooSmallAndSaysWhatItTakes() {
    Dialog call = phone.dialog(server.sip(number));

    Message refused =
        call.expect(
            422, call.send("INVITE", sdp(Phone.SDP, "Supported: timer", "Session-Expires: 2")));

    assertThat(refused.header("Min-SE")).isEqualTo("3");
  }

  @Test
  void asksACalledPhoneForTheIntervalThatItWants() throws Exception {
    server.post(
        "Calls.json",
        Map.of("To", phone.uri(), "From", number, "Url", application.address("start.xml")));
    Dialog called = phone.awaits("INVITE");
    assertThat(called.request().header("Session-Expires")).isEqualTo("4");
    assertThat(called.request().headers("Supported").toString()).contains("timer");

    called.answer(422, "Min-SE: 8");
    Dialog again = phone.awaits("INVITE");
    assertThat(again.request().header("Session-Expires")).isEqualTo("8");
    assertThat(again.request().header("Min-SE")).isEqualTo("8");
    again.answer(200, sdp(Phone.SDP, "Session-Expires: 8;refresher=uas", "Require: timer"));
    again.expect("ACK");

    Message bye = again.expect("BYE");
    assertThat(bye.header("Reason")).startsWith("SIP;cause=408");
    again.answer(bye, 200);
  }

  private static String challenge(String nonce) {
    return "WWW-Authenticate: Digest realm=\"peer\", nonce=\"%s\", algorithm=MD5, qop=\"auth\","
            .formatted(nonce)
        + " opaque=\"o\"";
  }

  /** Calls a phone that may ask who we are, and has taken the call. */
  private Dialog called(String document, String... headers) throws Exception {
    server.post(
        "Calls.json",
        Map.of(
            "To",
            phone.uri(),
            "From",
            number,
            "Url",
            application.address(document),
            "SipAuthUsername",
            US.name(),
            "SipAuthPassword",
            US.password()));
    Dialog called = phone.awaits("INVITE");
    called.answer(200, sdp(Phone.SDP, headers));
    called.expect("ACK");
    return called;
  }

  /** RFC 3261 section 22. */
  @Test
  void saysWhoItIsWhereAPhoneAsksWithinTheCall() throws Exception {
    Dialog called = called("start.xml", "Allow: INVITE, ACK, BYE, UPDATE");
    Message sign = called.expect("UPDATE");
    assertThat(sign.findHeader("Authorization")).isEmpty();

    called.answer(sign, 401, challenge("n1"));

    Message again = called.expect("UPDATE");
    assertThat(US.wouldSend(again.header("Authorization"), "UPDATE")).isTrue();
    assertThat(again.header("Session-Expires")).startsWith("4");
    called.answer(again, 200);
    String sid = application.await("start.xml").parameter("CallSid");
    server.post("Calls/" + sid + ".json", Map.of("Status", "completed"));
    Message bye = called.expect("BYE");
    called.answer(bye, 401, challenge("n2"));
    Message last = called.expect("BYE");
    assertThat(US.wouldSend(last.header("Authorization"), "BYE")).isTrue();
    assertThat(last.header("Authorization")).contains("n2");
    assertThat(last.header("Reason")).startsWith("Q.850;cause=16");

    called.answer(last, 401, challenge("n3"));

    assertThat(
            phone.await(
                "BYE", m -> m.isRequest() && m.method().equals("BYE"), Duration.ofMillis(600)))
        .as("it says it once")
        .isEmpty();
    server.awaitCall(sid, "completed");
  }

  @Test
  void describesItsSoundAgainWhereAPhoneAsksWhoWantsToRefresh() throws Exception {
    Dialog called = called("start.xml");
    Message sign = called.expect("INVITE");

    called.answer(sign, 401, challenge("n1"));

    called.expect("ACK");
    Message again = called.expect("INVITE");
    assertThat(US.wouldSend(again.header("Authorization"), "INVITE")).isTrue();
    assertThat(again.body()).contains("m=audio");
    called.answer(again, 200, sdp(Phone.SDP));
    called.expect("ACK");
    called.expect(200, called.send("BYE"));
  }

  @Test
  void saysWhoWantsToSendThePhoneElsewhere() throws Exception {
    application.with(
        "refer.xml",
        "<Response><Refer action=\"/start.xml\"><Sip>sip:desk@example.com</Sip></Refer></Response>");
    Dialog called = called("refer.xml", "Session-Expires: 60;refresher=uac");
    Message refer = called.expect("REFER");

    called.answer(refer, 407, challenge("n1").replace("WWW-", "Proxy-"));

    Message again = called.expect("REFER");
    assertThat(US.wouldSend(again.header("Proxy-Authorization"), "REFER")).isTrue();
    assertThat(again.header("Refer-To")).contains("sip:desk@example.com");
    called.answer(again, 603);
    assertThat(application.await("start.xml").parameter("ReferSipResponseCode")).isEqualTo("603");
    called.expect(200, called.send("BYE"));
  }

  /** RFC 3264 section 8.4. */
  @Test
  void answersAPhoneThatHolds() {
    Dialog call = established();

    Message held = call.expect(200, call.send("INVITE", sdp(Phone.SDP + "a=sendonly\r\n")));
    call.ack(held);
    assertThat(held.body()).contains("a=recvonly");
    Message back = call.expect(200, call.send("INVITE", sdp(Phone.SDP)));
    call.ack(back);
    assertThat(back.body()).doesNotContain("a=recvonly", "a=inactive");
    end(call);
  }

  @Test
  void offersWhereAPhoneAsksWithinTheCallWithoutAnOffer() {
    Dialog call = established();

    Message offer = call.expect(200, call.send("INVITE"));
    assertThat(offer.body()).contains("m=audio");
    call.ack(offer, sdp(Phone.SDP.replace("40000", "40002")));
    end(call);
  }

  /** RFC 3891. */
  @Test
  void letsAnotherPhoneTakeOverTheCall() throws Exception {
    Dialog call = phone.dialog(server.sip(number));
    Message ok = taken(call);
    call.ack(ok);
    try (Phone other = Phone.udp(server.server().sipPort())) {
      Dialog taking = other.dialog(server.sip(number));

      Message taken =
          taking.expect(
              200,
              taking.send(
                  "INVITE",
                  sdp(
                      Phone.SDP.replace("40000", "40002"),
                      REPLACED.formatted(call.callId(), ok.tag("To"), call.localTag()))));

      taking.ack(taken);
      assertThat(taken.body()).contains("m=audio");
      call.answer(call.expect("BYE"), 200);
      end(taking);
      assertThat(application.requests().stream().filter(r -> r.path().equals("/start.xml")))
          .as("it is one call")
          .hasSize(1);
    }
  }

  /** RFC 3325; FEATURES 1.4, RFC 8224, ATIS-1000082. */
  @Test
  void believesATrustedPeerWhoCalls() {
    Dialog call =
        established(
            "P-Asserted-Identity: \"Ann\""
                + " <sip:+15550155;verstat=TN-Validation-Passed@example.com>",
            "P-Attestation-Indicator: A",
            "Identity: eyJh.eyJk.c2ln;info=<https://example.com/c>;alg=ES256;ppt=shaken");

    WebApplication.Request told = application.await("start.xml");
    assertThat(told.parameter("From")).isEqualTo("+15550155");
    assertThat(told.parameter("CallerName")).isEqualTo("Ann");
    assertThat(told.parameter("StirVerstat")).isEqualTo("TN-Validation-Passed-A");
    assertThat(told.parameter("StirPassportToken")).isEqualTo("eyJh.eyJk.c2ln");
    end(call);
  }

  @Test
  void doesNotLetACallBeTakenOverThatIsNotThere() {
    Dialog taking = phone.dialog(server.sip(number));

    taking.expect(
        481, taking.send("INVITE", sdp(Phone.SDP, REPLACED.formatted("nobody@nowhere", "1", "2"))));
  }

  /** RFC 3327, RFC 5626 section 6: the proxy is trusted here, since it is in our networks. */
  @Test
  void callsAPhoneByTheProxyThatItRegisteredBy() throws Exception {
    PhoneDomain domain =
        PhoneDomain.of(server, "proxied.example.com", application.address("start.xml"), Map.of())
            .with("alice");
    String path = "<sip:" + phone.address() + ";lr;ob>";
    String[] behind = {
      "Via: SIP/2.0/TCP 192.168.7.9;branch=z9hG4bKbehind",
      "Path: " + path,
      "Supported: path, outbound",
      "Contact: <sip:alice@192.168.7.9;transport=tcp>;reg-id=1;+sip.instance=\"<urn:uuid:7>\""
    };
    Registration registration = Registration.of(phone, "alice", domain);
    Message ok = registration.register("SHA-256", behind);
    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.header("Path")).isEqualTo(path);
    assertThat(ok.header("Require")).isEqualTo("outbound");
    behind[1] = "Path: " + path.replace(";ob", "");
    assertThat(registration.again(behind).status()).isEqualTo(439);

    server.post(
        "Calls.json",
        Map.of("To", "client:alice", "From", number, "Url", application.address("start.xml")));

    Dialog rung = phone.awaits("INVITE");
    assertThat(rung.request().requestUri()).isEqualTo("sip:alice@192.168.7.9;transport=tcp");
    assertThat(rung.request().header("Route")).isEqualTo(path);
    rung.answer(486);
    rung.expect("ACK");
  }
}
