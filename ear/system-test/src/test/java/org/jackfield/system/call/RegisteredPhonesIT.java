package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.DigestUser;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jackfield.system.sip.WebSocketPhone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to phones that have registered, and from them. */
class RegisteredPhonesIT {

  private static final AtomicInteger TESTS = new AtomicInteger(1_555_114_000);
  private static final short[] HIGH = Wav.sweep(400, 2_800, 2);
  private static final short[] LOW = Wav.sweep(1_500, 300, 2);

  @TempDir Path folder;
  private final String number = "+" + TESTS.incrementAndGet();
  // A client is somebody of any domain of the account: in each test somebody else
  private final String alice = "alice" + number.substring(8);
  private final String bob = "bob" + number.substring(8);
  private VoiceServer server;
  private WebApplication application;
  private PhoneDomain domain;
  private Phone caller;
  private Phone one;
  private Phone other;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    application = WebApplication.of(server, folder.resolve("application"));
    application.with("done.xml", "<Response><Hangup/></Response>");
    String name = "phones" + number.substring(1) + ".example.com";
    domain =
        PhoneDomain.of(server, name, application.address("start.xml"), Map.of())
            .with(alice)
            .with(bob);
    caller = Phone.udp(server.server().sipPort());
    one = Phone.udp(server.server().sipPort());
    other = Phone.tcp(server.server().sipPort());
  }

  @AfterEach
  void stop() {
    application.close();
    caller.close();
    one.close();
    other.close();
  }

  private void dialling(String noun) throws Exception {
    application.with(
        "start.xml",
        "<Response><Dial timeout=\"20\" action=\"%s\">%s</Dial></Response>"
            .formatted(application.address("done.xml"), noun));
  }

  private Dialog call(String noun) throws Exception {
    dialling(noun);
    server.number(number, application.address("start.xml"));
    return caller.dialog(server.sip(number));
  }

  private void register(Phone phone, String user) {
    assertThat(Registration.of(phone, user, domain).register("SHA-256").status()).isEqualTo(200);
  }

  private static String[] sdp() {
    return new String[] {"Content-Type: application/sdp", "", Phone.SDP};
  }

  private static void taken(Dialog call, Message invite) {
    call.expect(180, invite);
    call.ack(call.expect(200, invite));
  }

  @Test
  void ringsAllPhonesOfAClientAndTakesTheFirstThatAnswers() throws Exception {
    register(one, alice);
    register(other, alice);
    Dialog call = call("<Client>" + alice + "</Client>");
    Message invite = call.send("INVITE", sdp());
    Dialog first = one.awaits("INVITE");
    Dialog second = other.awaits("INVITE");
    assertThat(first.request().requestUri()).isEqualTo(one.uri());
    assertThat(first.request().header("To")).contains("sip:" + alice + "@" + domain.name());
    first.answer(180);
    second.answer(180);

    second.answer(200, sdp());

    second.expect("ACK");
    Message cancel = first.expect("CANCEL");
    assertThat(cancel.header("Reason")).contains("SIP;cause=200", "completed elsewhere");
    first.answer(cancel, 200);
    first.answer(487);
    first.expect("ACK");
    taken(call, invite);
    call.expect(200, call.send("BYE"));
    second.answer(second.expect("BYE"), 200);
    assertThat(other.accepted()).as("back over its own connection").isZero();
  }

  @Test
  void isNotRungAnyMoreOnceTheApiHasTakenItAway() throws Exception {
    register(one, alice);
    register(other, alice);
    String path = "SIP/Domains/" + domain.sid() + "/Registrations";
    String shown = server.get(path + ".json").body();
    assertThat(shown)
        .contains("\"username\":\"" + alice + "\"", "\"registered_since\":\"")
        .contains("\"contact\":\"" + one.uri().split(";", 2)[0] + "\",\"transport\":\"UDP\"")
        // It is called by its connection
        .containsPattern("\"contact\":\"sip:phone\\d+@127.0.0.1:\\d+\",\"transport\":\"TCP\"");
    String last = path + "/" + shown.replaceFirst("(?s).*?\"(RG[0-9a-f]{32})\".*", "$1") + ".json";
    assertThat(server.get(last).body()).contains("\"transport\":\"TCP\"");

    assertThat(server.delete(last).statusCode()).isEqualTo(204);

    assertThat(server.get(last).statusCode()).isEqualTo(404);
    Dialog call = call("<Client>" + alice + "</Client>");
    Message invite = call.send("INVITE", sdp());
    one.awaits("INVITE").answer(486);
    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("busy");
    assertThat(other.unread()).noneMatch(Message::isRequest);
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  @Test
  void isNotStoppedByAPhoneThatIsBusyOrDeclines() throws Exception {
    register(one, alice);
    register(other, alice);
    Dialog call = call("<Sip>sip:" + alice + "@" + domain.name() + "</Sip>");
    Message invite = call.send("INVITE", sdp());

    Dialog first = one.awaits("INVITE");
    first.answer(603);
    first.expect("ACK");
    Dialog second = other.awaits("INVITE");
    second.answer(180);
    second.answer(486);
    second.expect("ACK");

    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("busy");
    assertThat(done.parameter("DialSipResponseCode")).isEqualTo("486");
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  @ParameterizedTest
  @CsvSource({"<Client>BOB</Client>, failed", "<Sip>sip:BOB@DOMAIN</Sip>, no-answer"})
  void saysThatNobodyIsThere(String noun, String status) throws Exception {
    Dialog call = call(noun.replace("BOB", bob).replace("DOMAIN", domain.name()));
    Message invite = call.send("INVITE", sdp());

    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo(status);
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  /** Or else who has left would be rung for another hour. */
  @Test
  void ringsNoPhoneOfAUserWhoIsGone() throws Exception {
    register(one, alice);
    domain.without(alice);
    Dialog call = call("<Sip>sip:" + alice + "@" + domain.name() + "</Sip>");
    Message invite = call.send("INVITE", sdp());

    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("no-answer");
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
    domain.with(alice);
    assertThat(Registration.of(other, alice, domain).register("MD5").headers("Contact"))
        .as("only the new one's")
        .singleElement()
        .asString()
        .contains(other.uri())
        .doesNotContain(one.uri());
  }

  @Test
  void goesOnWithoutAPhoneWhoseConnectionIsGone() throws Exception {
    register(other, alice);
    register(one, alice);
    other.close();
    Dialog call = call("<Client>" + alice + "</Client>");
    Message invite = call.send("INVITE", sdp());
    Dialog called = one.awaits("INVITE");

    called.answer(486);

    called.expect("ACK");
    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("busy");
    taken(call, invite);
    call.answer(call.expect("BYE"), 200);
  }

  /** RFC 7118: a page has no address, only its connection. */
  @Test
  void ringsAPhoneInAWebPage() throws Exception {
    String address = "ws://127.0.0.1:" + server.server().httpPort() + "/sip";
    DigestUser user = new DigestUser(alice, PhoneDomain.PASSWORD);
    try (WebSocketPhone page = WebSocketPhone.connect(address)) {
      page.send(register(page, 1));
      String challenged = page.response();
      assertThat(challenged).startsWith("SIP/2.0 401 ");
      String challenge = challenged.replaceAll("(?s).*?WWW-Authenticate: ([^\\r]*).*", "$1");
      String credentials = user.answers(challenge, 1, "REGISTER", "sip:" + domain.name());
      page.send(register(page, 2, "Authorization: " + credentials));
      assertThat(page.response()).startsWith("SIP/2.0 200 ").contains(".invalid;transport=ws>");

      Dialog call = call("<Client>" + alice + "</Client>");
      Message invite = call.send("INVITE", sdp());
      String rung = page.next();
      assertThat(rung).startsWith("INVITE sip:").contains(".invalid;transport=ws SIP/2.0");
      page.send(WebSocketPhone.answer(rung, "486 Busy Here"));

      assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("busy");
      taken(call, invite);
      call.answer(call.expect("BYE"), 200);
    }
  }

  private String register(WebSocketPhone page, int number, String... headers) {
    String user = "sip:" + alice + "@" + domain.name();
    return page.request("REGISTER", number, "", headers)
        .replaceFirst("sip:service@example.invalid", "sip:" + domain.name())
        .replace("sip:service@example.invalid", user)
        .replace("sip:page@example.invalid", user);
  }

  @Test
  void takesACallFromAUserWhoShowsWhoHeIs() throws Exception {
    application.with("start.xml", "<Response><Reject reason=\"busy\"/></Response>");
    Dialog call = caller.dialog("sip:100@" + domain.name());
    Message first = call.send("INVITE", sdp());
    String challenge = call.expect(401, first).header("WWW-Authenticate");
    DigestUser user = new DigestUser(alice, PhoneDomain.PASSWORD);

    Message invite =
        call.send(
            "INVITE",
            "Authorization: " + user.answers(challenge, first),
            "Content-Type: application/sdp",
            "",
            Phone.SDP);

    call.expect(180, invite);
    call.expect(486, invite);
    Request asked = application.await("start.xml");
    assertThat(asked.parameter("SipUsername")).isEqualTo(alice);
    assertThat(asked.parameter("SipDomain")).isEqualTo(domain.name());
    assertThat(asked.parameter("SipDomainSid")).isEqualTo(domain.sid());
    assertThat(asked.parameter("From"))
        .as("whatever the phone writes into From")
        .isEqualTo("sip:" + alice + "@" + domain.name());
  }

  @Test
  void letsNobodyCallADomainWhoIsNotAdmitted() throws Exception {
    application.with("start.xml", "<Response><Reject/></Response>");
    Dialog wrong = caller.dialog("sip:100@" + domain.name());
    Message first = wrong.send("INVITE", sdp());
    String challenge = wrong.expect(401, first).header("WWW-Authenticate");
    DigestUser mallory = new DigestUser("mallory", "guess");
    Message second =
        wrong.send(
            "INVITE",
            "Authorization: " + mallory.answers(challenge, first),
            "Content-Type: application/sdp",
            "",
            Phone.SDP);
    wrong.expect(401, second);
    Dialog nowhere = caller.dialog("sip:100@nobody.example.com");
    assertThat(nowhere.expect(401, nowhere.send("INVITE", sdp())).header("WWW-Authenticate"))
        .as("as if it were there")
        .contains("realm=\"jackfield\"");

    String name = "closed" + number.substring(1) + ".example.com";
    server.post(
        "SIP/Domains.json",
        Map.of("DomainName", name, "VoiceUrl", application.address("start.xml")));
    Dialog closed = caller.dialog("sip:100@" + name);
    closed.expect(403, closed.send("INVITE", sdp()));
    assertThat(application.wasAskedFor("start.xml")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"udp, 5060, 15400", "tcp, 5060, 15420", "tls, 5061, 15440"})
  void letsTwoPhonesTalk(String transport, int serverPort, int phonePort) throws Exception {
    dialling("<Client>" + bob + "</Client>");
    server.post(
        "SIP/Domains/" + domain.sid() + ".json",
        Map.of("Secure", String.valueOf(transport.equals("tls"))));
    String at = "127.0.0.1:" + server.server().port(serverPort);
    try (Baresip calling = phone(alice, at, transport, phonePort, HIGH);
        Baresip called = phone(bob, at, transport, phonePort + 10, LOW)) {
      calling.awaitRegistered();
      called.awaitRegistered();

      calling.dial("sip:" + bob + "@" + domain.name() + ";transport=" + transport);

      assertThat(application.await("start.xml").parameter("SipUsername")).isEqualTo(alice);
      calling.await("CALL_ESTABLISHED");
      called.await("CALL_ESTABLISHED");
      Await.until(
          "they have heard each other",
          Duration.ofSeconds(20),
          () -> hears(called, HIGH) && hears(calling, LOW));
      calling.hangUp();
      called.await("CALL_CLOSED");
    }
  }

  private static boolean hears(Baresip phone, short[] sound) {
    try {
      return Wav.found(RealCalls.middle(sound), phone.heard()) > 0.9;
    } catch (Exception | AssertionError notYet) {
      return false;
    }
  }

  private Baresip phone(String user, String at, String transport, int port, short[] sound)
      throws Exception {
    short[] speech = new short[20 * sound.length];
    for (int i = 0; i < speech.length; i++) {
      speech[i] = sound[i % sound.length];
    }
    Path says = folder.resolve(user + ".wav");
    Files.write(says, Wav.file(speech));
    return Baresip.registered(
        folder.resolve(user), user, domain, at, transport, server.server().port(port), says);
  }
}
