package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What phones that a document dials say and hear before and while they are connected. */
class DialledPhonesIT {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_110_000);

  @TempDir Path folder;
  private final String number = "+" + TESTS.incrementAndGet();
  private static VoiceServer server;
  private WebApplication application;
  private Phone caller;
  private Phone one;
  private Phone other;

  /** Without a gateway, at whose host no phone can be that a call is sent on to. */
  @BeforeAll
  static void startServer() throws Exception {
    server = VoiceServer.start("dialled", 900);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    application = WebApplication.of(server, folder);
    application.with("done.xml", "<Response><Hangup/></Response>");
    caller = Phone.udp(server.server().sipPort());
    one = Phone.udp(server.server().sipPort());
    other = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() {
    application.close();
    caller.close();
    one.close();
    other.close();
  }

  private String dial(String attributes, Phone... phones) {
    StringBuilder nouns = new StringBuilder();
    for (Phone phone : phones) {
      nouns.append("<Sip>").append(phone.uri()).append("</Sip>");
    }
    return "<Response><Dial action=\"%s\" %s>%s</Dial></Response>"
        .formatted(application.address("done.xml"), attributes, nouns);
  }

  private Dialog call(String document) throws Exception {
    application.with("start.xml", document);
    server.number(number, application.address("start.xml"));
    return caller.dialog(server.sip(number));
  }

  private static String[] sdp(String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.addAll(List.of("Content-Type: application/sdp", "", Phone.SDP));
    return lines.toArray(String[]::new);
  }

  @Test
  void letsTheCallerHearAnAnnouncementBeforeTheAnswer() throws Exception {
    Dialog call = call(dial("answerOnBridge=\"true\"", one));
    Message invite = call.send("INVITE", sdp());
    Dialog called = one.awaits("INVITE");

    called.answer(183, sdp());

    assertThat(call.expect(180, invite).body()).isEmpty();
    Message early = call.expect(183, invite);
    assertThat(early.body()).contains("m=audio");
    called.answer(200, sdp());
    called.expect("ACK");
    Message ok = call.expect(200, invite);
    assertThat(ok.body()).as("RFC 3264: the same description").isEqualTo(early.body());
    call.ack(ok);
    call.expect(200, call.send("BYE"));
    called.answer(called.expect("BYE"), 200);
    assertThat(server.awaitCall(sid(), "completed")).contains("\"direction\":\"inbound\"");
  }

  @Test
  void tellsThePhonesThatWereNotTheFirstThatAnotherWas() throws Exception {
    Dialog call = call(dial("", one, other));
    Message invite = call.send("INVITE", sdp());
    Dialog first = one.awaits("INVITE");
    Dialog second = other.awaits("INVITE");
    first.answer(180);
    second.answer(180);

    second.answer(200, sdp());

    second.expect("ACK");
    Message cancel = first.expect("CANCEL");
    assertThat(cancel.header("Reason")).startsWith("SIP;cause=200");
    first.answer(cancel, 200);
    first.answer(487);
    taken(call, invite);
    call.expect(200, call.send("BYE"));
    Message bye = second.expect("BYE");
    assertThat(bye.header("Reason")).startsWith("Q.850;cause=16");
    second.answer(bye, 200);
  }

  /** RFC 3261 section 8.1.3.4. */
  @Test
  void followsAPhoneThatSendsTheCallOn() throws Exception {
    Dialog call =
        call(
            "<Response><Dial action=\"%s\"><Sip>%s?X-Ticket=42</Sip></Dial></Response>"
                .formatted(application.address("done.xml"), one.uri()));
    Message invite = call.send("INVITE", sdp());
    Dialog first = one.awaits("INVITE");

    first.answer(302, "Contact: <" + other.uri() + ">;q=0.5, <sip:nobody@127.0.0.1:9>;q=0.1");

    Dialog second = other.awaits("INVITE");
    assertThat(second.request().header("X-Ticket")).isEqualTo("42");
    second.answer(200, sdp("X-Desk: 7"));
    second.expect("ACK");
    taken(call, invite);
    second.expect(200, second.send("BYE"));
    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("completed");
    assertThat(done.parameter("DialSipHeader_X-Desk")).isEqualTo("7");
    assertThat(done.parameter("DialSipCallId")).isEqualTo(second.callId());
    call.answer(call.expect("BYE"), 200);
  }

  @Test
  void ringsEachOfThoseThatAPhoneSendsOnToOnce() throws Exception {
    Dialog call = call(dial("", one));
    Message invite = call.send("INVITE", sdp());
    Dialog first = one.awaits("INVITE");

    first.answer(302, "Contact: <" + one.uri() + ">, <" + other.uri() + ">");
    Dialog second = other.awaits("INVITE");
    second.answer(302, "Contact: <" + one.uri() + ">, <" + other.uri() + ">");

    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("failed");
    assertThat(application.await("done.xml").parameter("DialSipResponseCode")).isEqualTo("302");
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  /** RFC 3515; only where the application wants to know of it. */
  @Test
  void refusesATransferThatNobodyIsAskedAbout() throws Exception {
    Dialog call = call(dial("", one));
    Message invite = call.send("INVITE", sdp());
    Dialog called = one.awaits("INVITE");
    called.answer(200, sdp());
    called.expect("ACK");
    taken(call, invite);

    called.expect(603, called.send("REFER", "Refer-To: <sip:boss@example.com>"));
    call.expect(603, call.send("REFER", "Refer-To: <sip:boss@example.com>"));

    call.expect(200, call.send("BYE"));
    called.answer(called.expect("BYE"), 200);
  }

  @Test
  void asksTheApplicationAboutATransferAndTellsThePhone() throws Exception {
    application.with("refer.xml", "<Response><Pause length=\"30\"/></Response>");
    Dialog call = call(dial("referUrl=\"" + application.address("refer.xml") + "\"", one));
    Message invite = call.send("INVITE", sdp());
    Dialog called = one.awaits("INVITE");
    called.answer(200, sdp());
    called.expect("ACK");
    taken(call, invite);

    called.expect(202, called.send("REFER", "Refer-To: <sip:boss@example.com>"));

    Message notify = called.expect("NOTIFY");
    assertThat(notify.body()).startsWith("SIP/2.0 200 OK");
    assertThat(notify.header("Event")).startsWith("refer");
    called.answer(notify, 200);
    assertThat(application.await("refer.xml").parameter("ReferTransferTarget"))
        .isEqualTo("sip:boss@example.com");
    called.answer(called.expect("BYE"), 200);
    call.expect(200, call.send("BYE"));
  }

  /** The caller's phone rings, and then its call is taken. */
  private static void taken(Dialog call, Message invite) {
    call.expect(180, invite);
    call.ack(call.expect(200, invite));
  }

  @Test
  void doesNotBelieveAStrangerWhoCalls() throws Exception {
    Dialog call = call(dial("", one));
    Message invite = call.send("INVITE", sdp("P-Asserted-Identity: <sip:+15550155@example.com>"));
    Dialog called = one.awaits("INVITE");

    assertThat(application.await("start.xml").parameter("From"))
        .startsWith("sip:")
        .doesNotContain("+15550155");
    called.answer(486);
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  private String sid() {
    return application.await("start.xml").parameter("CallSid");
  }
}
