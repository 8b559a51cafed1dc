package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.Sipp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server behind a Kamailio at the edge: phones know the proxy alone, and what they say of
 * themselves is an address behind their NAT.
 */
class KamailioIT {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_115_000);
  private static final int SHIFT = 1_200;
  private static final String BEHIND_NAT = "192.168.7.7:5060";

  /** Where the server's NAT takes sound in (RFC 5737), and for those who come by a connector. */
  private static final String OUTSIDE = "203.0.113.9";

  private static final String INSIDE = "198.51.100.9";

  @TempDir static Path edge;
  private static VoiceServer server;
  private static Kamailio proxy;

  @TempDir Path folder;
  private final String number = "+" + TESTS.incrementAndGet();
  private WebApplication application;

  @BeforeAll
  static void startProxy() throws Exception {
    // What the proxy says of who is behind it is believed because it is trusted
    server =
        VoiceServer.start(
            "edge",
            SHIFT,
            "-Djackfield.sip.trusted-networks=127.0.0.1",
            "-Djackfield.rtp.advertised=" + OUTSIDE + ",127.0.0.1=" + INSIDE);
    proxy = Kamailio.edge(edge, Sipp.freePort(), server.server().sipPort());
  }

  @AfterAll
  static void stopProxy() {
    server.close();
    if (proxy != null) {
      proxy.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    application = WebApplication.of(server, folder);
    application.with("done.xml", "<Response><Hangup/></Response>");
    server.number(number, application.address("start.xml"));
  }

  @AfterEach
  void stop() {
    application.close();
  }

  /** Nobody has sound on this machine for a server that has it elsewhere. */
  private static String[] sdp() {
    String elsewhere = Phone.SDP.replace("127.0.0.1", "192.168.7.7");
    return new String[] {"Content-Type: application/sdp", "", elsewhere};
  }

  @ParameterizedTest
  @ValueSource(strings = {"UDP", "TCP"})
  void aCallComesInThroughTheProxyAndEitherSideEndsIt(String transport) throws Exception {
    application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
    try (Phone phone = Phone.over(transport, proxy.port()).namingItself(BEHIND_NAT)) {
      Dialog call = phone.dialog("sip:" + number + "@" + proxy.address());
      Message invite = call.send("INVITE", sdp());
      call.expect(180, invite);
      Message ok = call.expect(200, invite);
      assertThat(ok.headers("Record-Route")).isNotEmpty();
      assertThat(ok.body()).contains("c=IN IP4 " + INSIDE);
      assertThat(ok.contact()).contains("127.0.0.1:" + server.server().sipPort());
      call.ack(ok);
      call.expect(200, call.send("INFO", "Content-Type: application/dtmf-relay", "", "Signal=1"));
      String sid = application.await("start.xml").parameter("CallSid");

      server.post("Calls/" + sid + ".json", Map.of("Status", "completed"));

      Message bye = call.expect("BYE");
      assertThat(bye.requestUri()).contains(BEHIND_NAT);
      call.answer(bye, 200);
      server.awaitCall(sid, "completed");
    }
  }

  @Test
  void aCallGoesOutThroughTheProxyAndEitherSideEndsIt() throws Exception {
    try (Phone caller = Phone.udp(server.server().sipPort());
        Phone phone = Phone.udp(proxy.port())) {
      String to = "sip:p" + phone.address().split(":")[1] + "@" + proxy.address();
      phone.namingItself(BEHIND_NAT);
      application.with(
          "start.xml",
          "<Response><Dial action=\"/done.xml\"><Sip>" + to + "</Sip></Dial></Response>");
      Dialog call = caller.dialog(server.sip(number));
      Message invite = call.send("INVITE", sdp());
      Dialog called = phone.awaits("INVITE");
      assertThat(called.request().headers("Via")).hasSize(2);
      assertThat(called.request().body()).contains("c=IN IP4 " + OUTSIDE);
      called.answer(180);
      called.answer(200, sdp());
      called.expect("ACK");
      call.expect(180, invite);
      call.ack(call.expect(200, invite));

      called.expect(200, called.send("BYE"));

      assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("completed");
      call.answer(call.expect("BYE"), 200);
    }
  }

  @Test
  void aCallerWhoGivesUpCancelsWhoIsRingingBehindTheProxy() throws Exception {
    try (Phone caller = Phone.udp(proxy.port());
        Phone phone = Phone.udp(proxy.port())) {
      String to = "sip:p" + phone.address().split(":")[1] + "@" + proxy.address();
      application.with("start.xml", "<Response><Dial><Sip>" + to + "</Sip></Dial></Response>");
      Dialog call = caller.dialog("sip:" + number + "@" + proxy.address());
      Message invite = call.send("INVITE", sdp());
      Dialog called = phone.awaits("INVITE");
      called.answer(180);
      call.expect(180, invite);
      call.ack(call.expect(200, invite));

      call.expect(200, call.send("BYE"));

      called.answer(called.expect("CANCEL"), 200);
      called.answer(487);
      called.expect("ACK");
    }
  }

  @Test
  void aPhoneBehindTheProxyRegistersAndIsCalledByItsPath() throws Exception {
    String name = "edge" + number.substring(1) + ".example.com";
    PhoneDomain domain =
        PhoneDomain.of(server, name, application.address("start.xml"), Map.of()).with("alice");
    try (Phone caller = Phone.udp(server.server().sipPort());
        Phone phone = Phone.udp(proxy.port()).namingItself(BEHIND_NAT)) {
      Message ok = Registration.of(phone, "alice", domain).register("SHA-256", "Supported: path");
      assertThat(ok.status()).isEqualTo(200);
      assertThat(ok.header("Path")).contains(proxy.address());
      application.with(
          "start.xml", "<Response><Dial><Sip>sip:alice@" + name + "</Sip></Dial></Response>");
      Dialog call = caller.dialog(server.sip(number));
      Message invite = call.send("INVITE", sdp());

      Dialog called = phone.awaits("INVITE");

      assertThat(called.request().headers("Via")).hasSize(2);
      assertThat(called.request().body()).contains("c=IN IP4 " + INSIDE);
      called.answer(200, sdp());
      called.expect("ACK");
      call.expect(180, invite);
      call.ack(call.expect(200, invite));
      called.expect(200, called.send("BYE"));
      call.answer(call.expect("BYE"), 200);
    }
  }
}
