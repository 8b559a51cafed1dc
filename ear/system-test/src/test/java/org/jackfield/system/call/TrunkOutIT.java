package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers, which are called by the gateways of trunks. */
class TrunkOutIT {

  private static final String US = "+15551160000";
  private static final String THEM = "+493012345678";

  private final ProvidedServer trunks = new ProvidedServer();
  private VoiceServer server;
  private Phone first;
  private Phone second;

  @BeforeEach
  void start() throws Exception {
    server = ProvidedServer.server();
    first = Phone.udp(server.server().sipPort());
    second = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() throws Exception {
    trunks.close();
    first.close();
    second.close();
  }

  private String trunk(Map<String, String> settings) throws Exception {
    String trunk = trunks.trunk(settings);
    trunks.gateway(trunk, first, 1);
    trunks.gateway(trunk, second, 2);
    return trunk;
  }

  private void completes(String call, Dialog called) {
    called.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
    called.expect("ACK");
    server.awaitCall(call, "in-progress");
    called.expect(200, called.send("BYE"));
    server.awaitCall(call, "completed");
  }

  private static Optional<Message> invite(Phone phone) {
    return phone.await(
        "INVITE",
        message -> message.isRequest() && message.method().equals("INVITE"),
        Duration.ofMillis(300));
  }

  @Test
  void goByTheLongestPrefixAsTheProviderWantsIt() throws Exception {
    String world = trunks.trunk(Map.of());
    trunks.gateway(world, second, 1);
    String german =
        trunks.trunk(
            Map.of(
                "OutwardStrip", "+49",
                "OutwardPrepend", "0",
                "CallerIdHeaders", "P-Asserted-Identity,Remote-Party-ID",
                "FromDomain", "us.example",
                "Headers", "add X-Call: ${from}/${to}\nremove X-Internal\ncopy X-Ref X-Other"));
    trunks.gateway(german, first, 1);
    trunks.route("+", world);
    trunks.route("+49", german + " " + world);

    String call = ProvidedServer.call(US, THEM);
    Dialog called = first.awaits("INVITE");
    assertThat(called.request().requestUri()).startsWith("sip:03012345678@" + first.address());
    assertThat(called.request().header("From")).contains("sip:" + US + "@us.example");
    assertThat(called.request().header("To")).contains("sip:03012345678@");
    assertThat(called.request().header("P-Asserted-Identity"))
        .isEqualTo("<sip:" + US + "@us.example>");
    assertThat(called.request().header("Remote-Party-ID")).contains("party=calling;screen=yes");
    assertThat(called.request().header("X-Call")).isEqualTo(US + "/" + THEM);
    completes(call, called);

    String other = ProvidedServer.call(US, "+12025550143");
    completes(other, second.awaits("INVITE"));
  }

  @Test
  void tellNobodyWhoIsAnonymous() throws Exception {
    trunk(Map.of("Username", "alice", "Password", "open sesame"));

    String call = ProvidedServer.call("+266696687", THEM);

    Dialog called = first.awaits("INVITE");
    assertThat(called.request().header("From")).contains("sip:anonymous@anonymous.invalid");
    assertThat(called.request().header("Privacy")).isEqualTo("id");
    assertThat(called.request().header("P-Asserted-Identity")).contains("sip:alice@");
    completes(call, called);
  }

  @Test
  void goToTheNextGatewayWhereOneSaysNothingOrCannot() throws Exception {
    String trunk = trunk(Map.of());

    String silent = ProvidedServer.call(US, THEM);
    Dialog nobody = first.awaits("INVITE");
    completes(silent, second.awaits("INVITE"));
    assertThat(nobody.request().requestUri()).contains(first.address());
    Await.until(
        "it is known to be down",
        () -> ProvidedServer.shown(trunk).contains("\"status\":\"degraded\""));
    assertThat(ProvidedServer.shown(trunk)).contains(first.address() + ": no answer");

    // Whoever is down comes last
    String next = ProvidedServer.call(US, THEM);
    Dialog called = second.awaits("INVITE");
    called.answer(503, "Retry-After: 60");
    completes(next, first.awaits("INVITE"));
    assertThat(ProvidedServer.shown(trunk)).contains(second.address() + ": 503");
  }

  @Test
  void goToTheNextGatewayWhereNobodyListens() throws Exception {
    String trunk = trunks.trunk(Map.of("AnswerTimeout", "5000"));
    trunks.gateway(trunk, "127.0.0.1:1", "TCP", 1);
    trunks.gateway(trunk, second, 2);

    completes(ProvidedServer.call(US, THEM), second.awaits("INVITE"));

    assertThat(ProvidedServer.shown(trunk)).contains("127.0.0.1:1: ");
  }

  @Test
  void askNoOtherGatewayWhereTheCalledHasRefused() throws Exception {
    trunk(Map.of());

    String call = ProvidedServer.call(US, THEM);
    first.awaits("INVITE").answer(486);

    server.awaitCall(call, "busy");
    assertThat(invite(second)).isEmpty();
  }

  @Test
  void showWhoWeAreToTheProviderAlone() throws Exception {
    trunk(Map.of("Username", "alice", "Password", "open sesame"));
    String challenge =
        "Proxy-Authenticate: Digest realm=\"p\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";

    String call = ProvidedServer.call(US, THEM);
    Dialog called = first.awaits("INVITE");
    called.answer(407, challenge);
    called.expect("ACK");
    Message again = called.expect("INVITE");
    assertThat(again.header("Proxy-Authorization")).contains("username=\"alice\"");
    assertThat(again.header("P-Asserted-Identity")).contains(US);
    try (Phone elsewhere = Phone.udp(server.server().sipPort())) {
      // By another name of its host, it is none of the trunk's
      String there = "sip:x@localhost:" + elsewhere.address().replaceFirst(".*:", "");
      called.answer(again, 302, "Contact: <" + there + ">");
      Dialog stranger = elsewhere.awaits("INVITE");
      assertThat(stranger.request().findHeader("P-Asserted-Identity")).isEmpty();
      stranger.answer(401, challenge.replace("Proxy-", "WWW-"));
      second.awaits("INVITE").answer(404);
      assertThat(invite(elsewhere)).as("nobody is identified there").isEmpty();
      server.awaitCall(call, "failed");
    }
  }

  /** Who is called could be anybody, and could ask for the provider's password as that does. */
  @Test
  void showItToNobodyBehindTheProvider() throws Exception {
    trunk(Map.of("Username", "alice", "Password", "open sesame"));
    ProvidedServer.order(US, THEM, Map.of("Twiml", "<Response><Pause length=\"1\"/></Response>"));
    Dialog called = first.awaits("INVITE");
    called.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
    called.expect("ACK");

    Message bye = called.expect("BYE");
    called.answer(bye, 407, "Proxy-Authenticate: Digest realm=\"p\", nonce=\"n\", qop=\"auth\"");

    assertThat(
            first.await(
                "BYE",
                message -> message.isRequest() && message.method().equals("BYE"),
                Duration.ofMillis(500)))
        .isEmpty();
  }

  @Test
  void areAsManyAsTheTrunkCarries() throws Exception {
    String trunk = trunk(Map.of("Channels", "1"));

    String one = ProvidedServer.call(US, THEM);
    Dialog called = first.awaits("INVITE");
    called.answer(180);
    String other = ProvidedServer.call(US, THEM);
    server.awaitCall(other, "failed");
    assertThat(ProvidedServer.shown(trunk)).contains("\"calls_now\":1");
    completes(one, called);

    Await.until(
        "the channel is free", () -> ProvidedServer.shown(trunk).contains("\"calls_now\":0"));
    completes(ProvidedServer.call(US, THEM), first.awaits("INVITE"));
  }

  @Test
  void speakAsTheTrunkWantsIt() throws Exception {
    trunk(Map.of("Codecs", "G722,PCMA", "Srtp", "required"));

    String call = ProvidedServer.call(US, THEM);

    Dialog called = first.awaits("INVITE");
    assertThat(called.request().body()).contains("RTP/SAVP 9 8 ").contains("a=crypto:1 ");
    called.answer(488);
    server.awaitCall(call, "failed");
  }

  @Test
  void avoidGatewaysThatDoNotAnswerProbes() throws Exception {
    String trunk = trunk(Map.of("ProbeInterval", "1"));
    Message probe = first.awaits("OPTIONS").request();
    assertThat(probe.requestUri()).startsWith("sip:" + first.address());

    Await.until(
        "neither answers",
        Duration.ofSeconds(30),
        () -> ProvidedServer.shown(trunk).contains("\"status\":\"down\""));

    try (ExecutorService answers = Executors.newSingleThreadExecutor()) {
      Future<?> answering =
          answers.submit(() -> {
            while (!Thread.currentThread().isInterrupted()) {
              second.awaits("OPTIONS").answer(200);
            }
          });
      Await.until(
          "one is up again",
          Duration.ofSeconds(20),
          () -> ProvidedServer.shown(trunk).contains("\"status\":\"degraded\""));
      answering.cancel(true);
    }
    completes(ProvidedServer.call(US, THEM), second.awaits("INVITE"));
  }

  /** A run of calls, and one of two gateways dies: nobody notices. */
  @Test
  void allSucceedThoughAGatewayDies() throws Exception {
    trunk(Map.of());
    List<String> calls = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      if (number == 4) {
        first.close();
      }
      String call = ProvidedServer.call(US, THEM);
      completes(call, (number < 4 ? first : second).awaits("INVITE"));
      calls.add(call);
    }
    assertThat(calls).hasSize(12);
  }

  @Test
  void areCalledByTheTrunkAlsoWhereItsHostIsNamed() throws Exception {
    trunk(Map.of("Headers", "add X-By: trunk"));
    String call = ProvidedServer.call(US, "sip:" + THEM + "@" + first.address());

    Dialog called = first.awaits("INVITE");
    assertThat(called.request().header("X-By")).as("nobody goes around it").isEqualTo("trunk");
    called.answer(486);
    server.awaitCall(call, "busy");
  }
}
