package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jackfield.system.sip.Keys;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones register: RFC 3261 section 10, RFC 7616, RFC 3327 and RFC 5626 as the wire shows them. */
class RegistrarIT {

  private static final AtomicInteger TESTS = new AtomicInteger();
  private VoiceServer server;
  private PhoneDomain domain;
  private Phone phone;

  @BeforeEach
  void start() throws Exception {
    server = VoiceServer.shared();
    domain =
        PhoneDomain.of(
                server,
                "registrar" + TESTS.incrementAndGet() + ".example.com",
                "http://127.0.0.1:9/",
                Map.of())
            .with("alice");
    phone = Phone.udp(server.server().sipPort());
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "MD5"})
  void registersAPhoneThatAnswersTheChallenge(String algorithm) {
    Message ok = Registration.of(phone, "alice", domain).register(algorithm, "Expires: 600");

    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.header("Contact")).isEqualTo("<" + phone.uri() + ">;expires=600");
    assertThat(ok.header("Date")).matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} .* GMT");
    assertThat(ok.header("Supported")).contains("path");
  }

  @Test
  void offersTheStrongerAlgorithmFirst() {
    Message challenged = Registration.of(phone, "alice", domain).bare();

    assertThat(challenged.status()).isEqualTo(401);
    assertThat(challenged.headers("WWW-Authenticate"))
        .satisfiesExactly(
            one -> assertThat(one).contains("algorithm=SHA-256", "realm=\"jackfield\""),
            other -> assertThat(other).contains("algorithm=MD5", "qop=\"auth\""));
  }

  @Test
  void takesAChallengeSeveralTimesButNoCountTwice() {
    Registration registration = Registration.of(phone, "alice", domain);
    assertThat(registration.register("SHA-256").status()).isEqualTo(200);
    assertThat(registration.again().status()).isEqualTo(200);

    Message replayed = registration.counted(2);

    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.headers("WWW-Authenticate"))
        .allSatisfy(one -> assertThat(one).contains("stale=true"));
    registration.use(replayed.header("WWW-Authenticate"));
    assertThat(registration.again().status()).isEqualTo(200);
  }

  @Test
  void asksAgainForAChallengeThatIsNotItsOwn() {
    Registration registration = Registration.of(phone, "alice", domain);
    String challenge = registration.bare().header("WWW-Authenticate");

    registration.use(challenge.replaceFirst("nonce=\"....", "nonce=\"AAAA"));

    assertThat(registration.again().header("WWW-Authenticate")).contains("stale=true");
  }

  @Test
  void tellsNobodyWhichUsersAndDomainsThereAre() {
    List<String> answers =
        List.of(
            answer(Registration.with(phone, "alice", "wrong", domain.name())),
            answer(Registration.with(phone, "mallory", "wrong", domain.name())),
            answer(Registration.with(phone, "alice", "wrong", "nobody.example.com")),
            answer(Registration.with(phone, "alice", "wrong", "127.0.0.1")));

    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).startsWith("SIP/2.0 401 ");
  }

  /** What the answer to a wrong password says, but for what differs each time. */
  private static String answer(Registration registration) {
    Message answer = registration.register("SHA-256");
    return answer.startLine()
        + answer.headers("WWW-Authenticate").toString().replaceAll("nonce=\"[^\"]*\"", "");
  }

  @Test
  void refusesAUserWhoRegistersAnother() throws Exception {
    domain.with("bob");

    assertThat(Registration.as("bob", phone, "alice", domain).register("MD5").status())
        .isEqualTo(403);
    assertThat(Registration.of(phone, "alice", domain).register("MD5").headers("Contact"))
        .as("only its own")
        .hasSize(1);
  }

  @Test
  void tellsHowLongAtLeast() {
    Message brief = Registration.of(phone, "alice", domain).register("MD5", "Expires: 30");

    assertThat(brief.status()).isEqualTo(423);
    assertThat(brief.header("Min-Expires")).isEqualTo("60");
  }

  /** Several are in one line. */
  private static List<String> contacts(Message answer) {
    return answer.headers("Contact").stream()
        .flatMap(line -> Stream.of(line.split(",(?=<)")))
        .toList();
  }

  @Test
  void keepsAllContactsOfAUserAndRemovesThem() {
    Registration first = Registration.of(phone, "alice", domain);
    first.register("MD5", "Expires: 9999");
    try (Phone second = Phone.udp(server.server().sipPort())) {
      Registration other = Registration.of(second, "alice", domain);
      Message both = other.register("MD5");
      assertThat(contacts(both))
          .satisfiesExactlyInAnyOrder(
              one ->
                  assertThat(one).contains(phone.uri()).containsPattern(";expires=3(600|59\\d)$"),
              one -> assertThat(one).contains(second.uri(), ";expires=600"));

      Message one = first.again("Contact: <" + phone.uri() + ">;expires=0");
      assertThat(contacts(one)).singleElement().asString().contains(second.uri());

      assertThat(other.again("Contact: *", "Expires: 10").status()).isEqualTo(400);
      Message none = other.again("Contact: *", "Expires: 0");
      assertThat(none.status()).isEqualTo(200);
      assertThat(contacts(none)).isEmpty();
    }
  }

  /** RFC 5626 section 6: the device is the same, wherever it is. */
  @Test
  void replacesWhereADeviceWas() {
    String device = ";+sip.instance=\"<urn:uuid:1>\"";
    Registration first = Registration.of(phone, "alice", domain);
    first.register("MD5", "Contact: <" + phone.uri() + ">" + device);
    try (Phone moved = Phone.tcp(server.server().sipPort())) {
      Message ok =
          Registration.of(moved, "alice", domain)
              .register(
                  "MD5",
                  "Supported: path, outbound",
                  "Contact: <" + moved.uri() + ">;reg-id=1" + device);

      assertThat(contacts(ok))
          .singleElement()
          .asString()
          .contains(moved.uri(), "reg-id=1", "+sip.instance=\"<urn:uuid:1>\"");
      assertThat(ok.header("Require")).isEqualTo("outbound");
    }
  }

  /** Nobody answers the keep-alives of RFC 5626 section 4.4.2 on UDP. */
  @Test
  void promisesNoFlowOverUdp() {
    Message ok =
        Registration.of(phone, "alice", domain)
            .register(
                "MD5",
                "Supported: path, outbound",
                "Contact: <" + phone.uri() + ">;reg-id=1;+sip.instance=\"<urn:uuid:2>\"");

    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.headers("Require")).isEmpty();
  }

  /** Whose domain it is takes the calls to it. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.1"})
  void letsNobodyHaveTheServersOwnName(String name) throws Exception {
    HttpResponse<String> refused = server.post("SIP/Domains.json", Map.of("DomainName", name));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("21232");
  }

  /** Or else calls to a user would be calls by the operator's gateway. */
  @Test
  void takesNoContactAndNoPathElsewhere() {
    Registration registration = Registration.of(phone, "alice", domain);
    try (Phone tcp = Phone.tcp(server.server().sipPort())) {
      assertThat(registration.register("MD5", "Path: <sip:gateway.example.com;lr>").status())
          .isEqualTo(403);
      // What it calls itself is its own affair: it is called where it was heard from
      Message named =
          Registration.of(tcp, "alice", domain)
              .register("MD5", "Contact: <sip:alice@gateway.example.com>");
      assertThat(named.status()).isEqualTo(200);
      assertThat(named.header("Contact")).startsWith("<sip:alice@gateway.example.com>");
    }
  }

  @Test
  void keepsSecureDomainsSecure() throws Exception {
    PhoneDomain secure =
        PhoneDomain.of(
                server,
                "secure" + TESTS.incrementAndGet() + ".example.com",
                "http://127.0.0.1:9/",
                Map.of("Secure", "true"))
            .with("alice");
    assertThat(Registration.of(phone, "alice", secure).register("MD5").status()).isEqualTo(403);
    try (Phone tls =
        Phone.tls(
            new InetSocketAddress("127.0.0.1", server.server().port(5061)),
            Keys.trustingAnybody())) {
      Message ok = Registration.of(tls, "alice", secure).register("SHA-256");
      assertThat(ok.status()).isEqualTo(200);
      assertThat(ok.header("Contact")).contains(tls.uri());
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Message answer = Registration.of(phone, "alice", domain).bare("Require: magic");

    assertThat(answer.status()).isEqualTo(420);
    assertThat(answer.header("Unsupported")).isEqualTo("magic");
  }
}
