package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.Await;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.DigestUser;
import org.jackfield.system.sip.Keys;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call numbers, and as what. */
class TrunkInIT {

  private static final AtomicInteger TESTS = new AtomicInteger(12_117_000);
  private static final String PASSWORD = "Trunk-password-1";

  @TempDir Path folder;
  private final ProvidedServer trunks = new ProvidedServer();
  private final String local = "030" + TESTS.incrementAndGet();
  private final String number = "+49" + local.substring(1);
  private VoiceServer server;
  private WebApplication application;
  private Phone provider;

  @BeforeEach
  void start() throws Exception {
    server = ProvidedServer.server();
    application =
        WebApplication.of(server, folder)
            .with("start.xml", "<Response><Gather timeout=\"20\"/></Response>");
    server.number(number, application.address("start.xml"));
    provider = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() throws Exception {
    ProvidedServer.noFile();
    trunks.close();
    provider.close();
    application.close();
  }

  private static final String[] OFFER = {"Content-Type: application/sdp", "", Phone.SDP};

  private static String[] with(String... headers) {
    String[] all = new String[headers.length + OFFER.length];
    System.arraycopy(headers, 0, all, 0, headers.length);
    System.arraycopy(OFFER, 0, all, headers.length, OFFER.length);
    return all;
  }

  private Message asks(Dialog call, String... headers) {
    return call.response(call.send("INVITE", with(headers)));
  }

  /** Who has been answered hangs up. */
  private void ends(Dialog call, Message invite) {
    call.ack(call.expect(200, invite));
    call.expect(200, call.send("BYE"));
  }

  private String trunk(Map<String, String> settings) throws Exception {
    return trunks.trunk(new HashMap<>(settings));
  }

  @Test
  void isWhoCallsFromANetworkOfATrunk() throws Exception {
    trunk(Map.of("Networks", "127.0.0.1/32", "Country", "DE"));
    Dialog call = provider.dialog(server.sip(local));

    Message invite =
        call.send(
            "INVITE",
            with(
                "P-Asserted-Identity: \"Ada\" <sip:030555@provider.example>",
                "Diversion: <sip:030777@provider.example>;reason=unconditional"));
    call.expect(180, invite);

    WebApplication.Request asked = application.await("start.xml");
    assertThat(asked.parameter("To")).isEqualTo(number);
    assertThat(asked.parameter("From")).isEqualTo("+4930555");
    assertThat(asked.parameter("CallerName")).isEqualTo("Ada");
    assertThat(asked.parameter("ForwardedFrom")).isEqualTo("+4930777");
    ends(call, invite);
  }

  @Test
  void tellsTheNumberInTo() throws Exception {
    trunk(Map.of("Networks", "127.0.0.1", "NumberFrom", "to", "Country", "DE"));
    Message prepared = provider.dialog(server.sip(local)).prepare("INVITE", OFFER);

    // As a provider does with whom it knows by a registration
    String invite = prepared.text().replaceFirst("INVITE sip:" + local, "INVITE sip:our-account");
    provider.sendRaw(invite.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(application.await("start.xml").parameter("To")).isEqualTo(number);
    Message ok =
        provider.await(
            "200",
            m -> !m.isRequest() && m.callId().equals(prepared.callId()) && m.status() == 200);
    assertThat(ok.status()).isEqualTo(200);
  }

  @Test
  void isNobodyElseOnceATrunkSaysWho() throws Exception {
    assertThat(asks(provider.dialog(server.sip("+4999")), "X-A: b").status())
        .as("anybody may ask")
        .isEqualTo(404);
    trunk(Map.of("Networks", "127.0.0.9"));

    assertThat(asks(provider.dialog(server.sip(number))).status()).isEqualTo(403);
  }

  @Test
  void isWhoKnowsThePassword() throws Exception {
    trunk(Map.of("InwardUsername", "pbx", "InwardPassword", PASSWORD));
    Dialog stranger = provider.dialog(server.sip(number));
    Message challenged = asks(stranger);
    assertThat(challenged.status()).isEqualTo(401);
    assertThat(challenged.headers("WWW-Authenticate")).hasSize(2);

    String challenge = challenged.headers("WWW-Authenticate").getFirst();
    String wrong =
        new DigestUser("pbx", "guessed-it-1").answers(challenge, 1, "INVITE", stranger.target());
    assertThat(asks(stranger, "Authorization: " + wrong).status()).isEqualTo(401);

    String right =
        new DigestUser("pbx", PASSWORD).answers(challenge, 1, "INVITE", stranger.target());
    Message invite = stranger.send("INVITE", with("Authorization: " + right));
    stranger.expect(180, invite);
    ends(stranger, invite);
  }

  @Test
  void isWhoShowsACertificateOfTheTrunk() throws Exception {
    Keys known = Keys.make("sbc", "dns:sbc.provider.example");
    // The server believes in its own certificate, too, which is no trunk's
    Keys other = Keys.make("door", "ip:127.0.0.1").trusting(known);
    trunk(Map.of("CertificateSubjects", "sbc.provider.example", "Country", "DE"));
    int port = 5_063;
    try (Resources door =
        new Resources(server.server())
            .ssl("door", other, context -> context.get("want-client-auth").set(true))
            .connector("door", "tls", port, one -> one.get("ssl-context").set("door-server"))
            .add()) {
      InetSocketAddress there = new InetSocketAddress("127.0.0.1", server.server().port(port));
      try (Phone nobody = Phone.tls(there, Keys.trustingAnybody());
          Phone stranger = Phone.tls(there, other.shownToAnybody());
          Phone trunk = Phone.tls(there, known.shownToAnybody())) {
        assertThat(asks(nobody.dialog(server.sip(local))).status()).isEqualTo(403);
        assertThat(asks(stranger.dialog(server.sip(local))).status()).isEqualTo(403);

        Dialog call = trunk.dialog(server.sip(local));
        Message invite = call.send("INVITE", OFFER);
        call.expect(180, invite);
        assertThat(application.await("start.xml").parameter("To")).isEqualTo(number);
        ends(call, invite);
      }
    }
  }

  @Test
  void reachesOnlyTheNumbersOfWhomTheTrunkServes() throws Exception {
    String other = "AC00000000000000000000000000000000";
    ProvidedServer.file(
        """
        {"trunks": [{"name": "theirs", "networks": ["127.0.0.1"], "accounts": ["%s"]}]}
        """
            .formatted(other));
    Await.until(
        "the file is read",
        () ->
            asks(provider.dialog(server.sip("+1"))).status() == 404
                && asks(provider.dialog(server.sip(number))).status() == 404);

    ProvidedServer.file("{\"trunks\": [{\"name\": \"ours\", \"networks\": [\"127.0.0.1\"]}]}");
    Await.until(
        "it is ours", () -> server.get("Trunks.json").body().contains("\"source\":\"file\""));
    Dialog call = provider.dialog(server.sip(number));
    Message invite = call.send("INVITE", OFFER);
    call.expect(180, invite);
    ends(call, invite);
  }

  @Test
  void isAsManyAsTheTrunkCarries() throws Exception {
    String trunk = trunk(Map.of("Networks", "127.0.0.1", "Channels", "1"));
    Dialog call = provider.dialog(server.sip(number));
    Message invite = call.send("INVITE", OFFER);
    call.expect(180, invite);

    assertThat(asks(provider.dialog(server.sip(number))).status()).isEqualTo(503);

    ends(call, invite);
    Await.until(
        "the channel is free", () -> ProvidedServer.shown(trunk).contains("\"calls_now\":0"));
    assertThat(ProvidedServer.shown(trunk)).contains("\"calls_refused\":1");
  }
}
