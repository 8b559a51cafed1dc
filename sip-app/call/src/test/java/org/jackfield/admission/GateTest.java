package org.jackfield.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jackfield.admission.Admission.Admitted;
import org.jackfield.admission.Admission.Challenged;
import org.jackfield.admission.Admission.Refused;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String URI = "sip:example.com";
  private static final Sid LIST = Sid.random("CL");
  private static final InetAddress HOME = address("192.0.2.7");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> failed = new ArrayList<>();
  private int succeeded;
  private final Gate gate = new Gate(new OneUser(), digest(3), new Watch());

  private Digest digest(int most) {
    return new Digest(
        "ours", new byte[32], Duration.ofMinutes(5), most, Pattern.compile("Old/1"), () -> now);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Domain domain(boolean secure, List<Sid> callers, String... networks) {
    return new Domain(
        Sid.random("AC"),
        Sid.random("SD"),
        "example.com",
        true,
        secure,
        callers,
        List.of(LIST),
        AllowedNetworks.parse(String.join(" ", networks)));
  }

  private static Knock knock(InetAddress source, String... credentials) {
    return new Knock("REGISTER", URI, source, false, true, "", List.of(credentials));
  }

  private Admission register(String... credentials) {
    return gate.register(knock(HOME, credentials), Optional.of(domain(false, List.of())));
  }

  private List<String> challenges() {
    return ((Challenged) register()).challenges();
  }

  private static String answer(String challenge, String user, String password, int count) {
    String algorithm = challenge.contains("SHA-256") ? "SHA-256" : "MD5";
    String nonce = challenge.replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
    String nc = "%08x".formatted(count);
    String ha1 = hash(algorithm, user + ":ours:" + password);
    String response =
        hash(
            algorithm,
            String.join(":", ha1, nonce, nc, "c", "auth", hash(algorithm, "REGISTER:" + URI)));
    return ("Digest username=\"%s\", realm=\"ours\",nonce=\"%s\", uri=\"%s\" , response=\"%s\","
            + "algorithm=%s, cnonce=\"c\", qop=auth, nc=%s")
        .formatted(user, nonce, URI, response, algorithm, nc);
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void offersTheStrongerAlgorithmFirst() {
    assertThat(challenges().getFirst()).contains("algorithm=SHA-256", "qop=\"auth\"");
    assertThat(challenges().getLast()).contains("algorithm=MD5").doesNotContain("stale");
  }

  /** Some give up at the sight of what they do not know, though RFC 8760 section 2.4 forbids it. */
  @Test
  void offersOldPhonesWhatTheyKnow() {
    Knock old = new Knock("REGISTER", URI, HOME, false, true, "Old/1.7", List.of());

    assertThat(((Challenged) gate.register(old, Optional.empty())).challenges())
        .singleElement()
        .asString()
        .contains("algorithm=MD5");
  }

  @Test
  void admitsByBothAlgorithms() {
    for (String challenge : challenges()) {
      assertThat(register(answer(challenge, "alice", "secret", succeeded + 1)))
          .isEqualTo(new Admitted(Optional.of("alice")));
    }
    assertThat(succeeded).isEqualTo(2);
  }

  @Test
  void admitsEachCountOnceAndInAnyOrder() {
    String challenge = challenges().getFirst();
    for (int count : new int[] {5, 1, 70, 69}) {
      assertThat(register(answer(challenge, "alice", "secret", count)))
          .isInstanceOf(Admitted.class);
    }
    for (int count : new int[] {5, 70, 69, 2}) {
      assertThat(isStale(register(answer(challenge, "alice", "secret", count)))).isTrue();
    }
  }

  private static boolean isStale(Admission admission) {
    return admission instanceof Challenged again
        && again.challenges().stream().allMatch(one -> one.contains("stale=true"));
  }

  @Test
  void takesNoNonceThatIsOldOrAnothersOrForged() {
    String challenge = challenges().getFirst();
    String right = answer(challenge, "alice", "secret", 1);
    Optional<Domain> domain = Optional.of(domain(false, List.of()));

    assertThat(isStale(gate.register(knock(address("192.0.2.8"), right), domain))).isTrue();
    assertThat(isStale(register(right.replaceFirst("nonce=\"....", "nonce=\"AAAA")))).isTrue();
    assertThat(isStale(register(right.replaceFirst("nonce=\"[^\"]*", "nonce=\"*")))).isTrue();
    now = now.plus(Duration.ofMinutes(5));
    assertThat(isStale(register(right))).isTrue();
    assertThat(failed).isEmpty();
  }

  @Test
  void forgetsTheOldestNonceAndTakesItNoMore() {
    String oldest = challenges().getFirst();
    register(answer(oldest, "alice", "secret", 1));
    for (int i = 0; i < 3; i++) {
      now = now.plusMillis(1);
      register(answer(challenges().getFirst(), "alice", "secret", 1));
    }
    assertThat(isStale(register(answer(oldest, "alice", "secret", 1)))).isTrue();
    assertThat(isStale(register(answer(oldest, "alice", "secret", 2)))).isTrue();
  }

  @Test
  void tellsNobodyWhichUsersAndDomainsThereAre() {
    String challenge = challenges().getFirst();
    List<Admission> answers =
        List.of(
            register(answer(challenge, "alice", "wrong", 1)),
            register(answer(challenge, "mallory", "wrong", 1)),
            gate.register(knock(HOME, answer(challenge, "alice", "secret", 1)), Optional.empty()));

    assertThat(answers).allSatisfy(one -> assertThat(one).isInstanceOf(Challenged.class));
    assertThat(answers)
        .extracting(GateTest::withoutNonce)
        .containsOnly(withoutNonce(new Challenged(challenges())));
    assertThat(failed).containsExactly("alice", "mallory", "alice");
  }

  private static String withoutNonce(Admission admission) {
    return admission.toString().replaceAll("nonce=\"[^\"]*\"", "");
  }

  @Test
  void refusesWhatItCannotRead() {
    String right = answer(challenges().getFirst(), "alice", "secret", 1);
    for (String broken :
        List.of(
            "Digest realm=\"ours",
            "Digest realm=\"ours\", realm=\"ours\"",
            right.replace("qop=auth,", ""),
            right.replace("nc=00000001", "nc=1"),
            right.replace("algorithm=SHA-256", "algorithm=SHA-1"),
            right.replace("username=\"alice\"", "username=\"\""),
            right.replace(URI, "sip:elsewhere.com"))) {
      assertThat(register(broken)).as(broken).isInstanceOf(Refused.class);
    }
    assertThat(register("Basic YWxpY2U6c2VjcmV0")).isInstanceOf(Challenged.class);
    assertThat(register(right.replace("realm=\"ours\"", "realm=\"theirs\"")))
        .isInstanceOf(Challenged.class);
    assertThat(register("Digest realm=\"theirs\"", right)).isInstanceOf(Admitted.class);
  }

  @Test
  void letsACallIntoADomainByAddressOrPasswordOnly() {
    String range = "192.0.2.0/24";
    Domain nobodys =
        new Domain(
            Sid.random("AC"),
            Sid.random("SD"),
            "x",
            false,
            false,
            List.of(),
            List.of(LIST),
            AllowedNetworks.NONE);

    assertThat(gate.call(knock(HOME), nobodys)).isEqualTo(new Refused(403, "Forbidden"));
    assertThat(gate.call(knock(HOME), domain(false, List.of(), range)))
        .isEqualTo(new Admitted(Optional.empty()));
    assertThat(gate.call(knock(address("192.0.3.7")), domain(false, List.of(), range)))
        .isInstanceOf(Challenged.class);
    assertThat(gate.call(knock(address("::1")), domain(false, List.of(LIST))))
        .isInstanceOf(Challenged.class);
    String right = answer(challenges().getFirst(), "alice", "secret", 1);
    assertThat(gate.call(knock(HOME, right), domain(false, List.of(LIST), range)))
        .isEqualTo(new Admitted(Optional.of("alice")));
  }

  @Test
  void tellsNoCallerWhichDomainsThereAre() {
    Domain secure = domain(true, List.of());
    String challenge = challenges().getFirst();
    String wrong = answer(challenge, "alice", "wrong", 1);
    String right = answer(challenge, "alice", "secret", 1);

    List<Admission> answers =
        List.of(
            gate.call(knock(HOME), domain(false, List.of())),
            gate.call(knock(HOME), secure),
            gate.callNobody(knock(HOME)),
            gate.call(knock(HOME, wrong), secure),
            gate.callNobody(knock(HOME, right)));
    assertThat(answers)
        .extracting(GateTest::withoutNonce)
        .containsOnly(withoutNonce(new Challenged(challenges())));
    assertThat(failed).containsExactly("alice", "alice");
    assertThat(gate.call(knock(HOME, right), secure)).isEqualTo(new Refused(403, "TLS Only"));
  }

  @Test
  void letsNothingPlainIntoASecureDomain() {
    Domain secure = domain(true, List.of(), "192.0.2.7");

    assertThat(gate.call(knock(HOME), secure)).isEqualTo(new Refused(403, "TLS Only"));
    assertThat(gate.call(new Knock("INVITE", URI, HOME, true, true, "", List.of()), secure))
        .isEqualTo(new Refused(488, "Encrypted Sound Only"));
    assertThat(gate.call(new Knock("INVITE", URI, HOME, true, false, "", List.of()), secure))
        .isInstanceOf(Admitted.class);
    String right = answer(challenges().getFirst(), "alice", "secret", 1);
    assertThat(gate.register(knock(HOME, right), Optional.of(secure)))
        .isEqualTo(new Refused(403, "TLS Only"));
  }

  private final class OneUser implements Users {
    @Override
    public Optional<Domain> domain(String name) {
      return Optional.empty();
    }

    @Override
    public List<Domain> domains(Sid accountSid) {
      return List.of();
    }

    @Override
    public List<Ha1> secrets(Domain domain, List<Sid> lists, String user) {
      String secret = "alice:ours:secret";
      return user.equals("alice") && lists.contains(LIST)
          ? List.of(
              new Ha1("other", "other"), new Ha1(hash("SHA-256", secret), hash("MD5", secret)))
          : List.of();
    }

    @Override
    public byte[] seal() {
      return new byte[32];
    }
  }

  private final class Watch implements Logins {
    @Override
    public void failed(InetAddress source, String user) {
      failed.add(user);
    }

    @Override
    public void succeeded(InetAddress source) {
      succeeded++;
    }
  }
}
