package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jackfield.admission.Digest;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Ha1;
import org.jackfield.admission.Knock;
import org.jackfield.admission.Logins;
import org.jackfield.admission.Users;
import org.jackfield.call.Sid;
import org.jackfield.trunk.TrunkGate.Anybody;
import org.jackfield.trunk.TrunkGate.By;
import org.jackfield.trunk.TrunkGate.Callers;
import org.jackfield.trunk.TrunkGate.Challenged;
import org.jackfield.trunk.TrunkGate.Refused;
import org.junit.jupiter.api.Test;

class TrunkGateTest {

  private static final TrunkGate.Called ALL = to(trunk -> true, Optional.empty());

  private final List<Trunk> there = new ArrayList<>();

  private static TrunkGate.Called to(Predicate<Trunk> reached, Optional<Sid> owner) {
    return new TrunkGate.Called() {
      @Override
      public boolean isReachedBy(Trunk trunk) {
        return reached.test(trunk);
      }

      @Override
      public Optional<Sid> owner() {
        return owner;
      }
    };
  }

  private Trunk tenant(Sid account, Map<TrunkSetting, String> settings) {
    Trunk trunk =
        TrunkSettings.of(settings).trunk(Sid.random("TK"), "t", Set.of(account), List.of(), false);
    there.add(trunk);
    return trunk;
  }

  private Trunk trunk(Map<TrunkSetting, String> settings) {
    Trunk trunk = TrunkSettings.of(settings).trunk(Sid.random("TK"), "t", Set.of(), List.of());
    there.add(trunk);
    return trunk;
  }

  private TrunkGate gate(Callers callers) {
    return new TrunkGate(
        new Known(there),
        new NoUsers(),
        new Digest(
            "r",
            new byte[32],
            Duration.ofMinutes(1),
            100,
            Pattern.compile("Old/1"),
            InstantSource.system()),
        "r",
        Logins.UNWATCHED,
        callers);
  }

  private static Knock from(String address) throws UnknownHostException {
    return new Knock(
        "INVITE", "sip:1@us", InetAddress.getByName(address), false, true, "", List.of());
  }

  @Test
  void letsAnybodyInAsLongAsNoTrunkSaysWho() throws Exception {
    trunk(Map.of());
    assertThat(gate(Callers.UNSET).enter(from("192.0.2.9"), Set.of(), ALL))
        .isEqualTo(new Anybody());
    assertThat(gate(Callers.TRUNKS).enter(from("192.0.2.9"), Set.of(), ALL))
        .isEqualTo(new Refused(403, "Forbidden"));

    trunk(Map.of(TrunkSetting.NETWORKS, "192.0.2.1"));

    assertThat(gate(Callers.UNSET).enter(from("192.0.2.9"), Set.of(), ALL))
        .isEqualTo(new Refused(403, "Forbidden"));
    assertThat(gate(Callers.ANYONE).enter(from("192.0.2.9"), Set.of(), ALL))
        .isEqualTo(new Anybody());
  }

  @Test
  void knowsATrunkByItsAddressOrItsCertificate() throws Exception {
    Trunk near = trunk(Map.of(TrunkSetting.NETWORKS, "192.0.2.0/24 2001:db8::/32"));
    Trunk named =
        trunk(Map.of(TrunkSetting.CERTIFICATE_SUBJECTS, "sip.provider.test\nCN=x,O=Other"));

    assertThat(gate(Callers.UNSET).enter(from("192.0.2.200"), Set.of(), ALL))
        .isEqualTo(new By(near));
    assertThat(gate(Callers.UNSET).enter(from("2001:db8::7"), Set.of(), ALL))
        .isEqualTo(new By(near));
    assertThat(gate(Callers.UNSET).enter(from("203.0.113.1"), Set.of("sip.provider.test"), ALL))
        .isEqualTo(new By(named));
    assertThat(gate(Callers.UNSET).enter(from("203.0.113.1"), Set.of("sip.other.test"), ALL))
        .isEqualTo(new Refused(403, "Forbidden"));
  }

  @Test
  void takesOfTrunksAtOneAddressTheOneThatServesWhoIsCalled() throws Exception {
    Trunk one = tenant(Sid.random("AC"), Map.of(TrunkSetting.NETWORKS, "192.0.2.0/24"));
    Trunk other = tenant(Sid.random("AC"), Map.of(TrunkSetting.NETWORKS, "192.0.2.0/24"));
    Knock knock = from("192.0.2.9");

    assertThat(gate(Callers.UNSET).enter(knock, Set.of(), to(other::equals, Optional.empty())))
        .isEqualTo(new By(other));
    assertThat(gate(Callers.UNSET).enter(knock, Set.of(), to(it -> false, Optional.empty())))
        .as("he is known, and there is nobody")
        .isEqualTo(new By(one));
  }

  @Test
  void keepsStrangersFromTheNumbersOfTheAccountAloneWhoseTrunkSaysWhoMayCall() throws Exception {
    Sid account = Sid.random("AC");
    Trunk trunk = tenant(account, Map.of(TrunkSetting.NETWORKS, "192.0.2.1"));
    Knock knock = from("203.0.113.1");

    assertThat(gate(Callers.UNSET).enter(knock, Set.of(), to(trunk::equals, Optional.of(account))))
        .isEqualTo(new Refused(403, "Forbidden"));
    assertThat(
            gate(Callers.UNSET)
                .enter(knock, Set.of(), to(it -> false, Optional.of(Sid.random("AC")))))
        .isEqualTo(new Anybody());
  }

  @Test
  void knowsOfTwoTrunksWithOneUsersNameTheOneWhosePasswordItIs() throws Exception {
    login("the first password");
    Trunk second = login("the second password");
    TrunkGate gate = gate(Callers.TRUNKS);
    Knock bare = from("203.0.113.1");
    if (!(gate.enter(bare, Set.of(), ALL) instanceof Challenged(List<String> challenges))) {
      throw new AssertionError("nobody asked");
    }
    String nonce = challenges.getLast().replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
    String key = md5("pbx:r:the second password");
    String answer = md5(key + ":" + nonce + ":00000001:c:auth:" + md5("INVITE:sip:1@us"));
    String header =
        "Digest username=\"pbx\", realm=\"r\", nonce=\"%s\", uri=\"sip:1@us\", response=\"%s\","
            + " algorithm=MD5, cnonce=\"c\", qop=auth, nc=00000001";
    Knock again =
        new Knock(
            "INVITE",
            "sip:1@us",
            bare.source(),
            false,
            true,
            "",
            List.of(header.formatted(nonce, answer)));

    assertThat(gate.enter(again, Set.of(), ALL)).isEqualTo(new By(second));
  }

  private Trunk login(String password) {
    return trunk(
        Map.of(TrunkSetting.INWARD_USERNAME, "pbx", TrunkSetting.INWARD_PASSWORD, password));
  }

  private static String md5(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void asksStrangersForThePasswordOfATrunk() throws Exception {
    trunk(
        Map.of(
            TrunkSetting.INWARD_USERNAME, "pbx",
            TrunkSetting.INWARD_PASSWORD, "long enough for it"));

    assertThat(gate(Callers.UNSET).enter(from("203.0.113.1"), Set.of(), ALL))
        .isInstanceOfSatisfying(
            Challenged.class, asked -> assertThat(asked.challenges()).hasSize(2));
    assertThat(gate(Callers.ANYONE).enter(from("203.0.113.1"), Set.of(), ALL))
        .as("who shows no password is anybody")
        .isEqualTo(new Anybody());
  }

  @Test
  void readsTheOperatorsWord() {
    assertThat(Callers.of(" Trunks ")).isEqualTo(Callers.TRUNKS);
    assertThat(Callers.of("")).isEqualTo(Callers.UNSET);
    assertThatThrownBy(() -> Callers.of("all"))
        .hasMessage("jackfield.sip.callers is anyone or trunks, not all");
  }

  private record Known(List<Trunk> all) implements Trunks {
    @Override
    public Routes now() {
      return new Routes(all, List.of());
    }

    @Override
    public void watchedBy(Optional<Figures> figures) {}
  }

  private static final class NoUsers implements Users {
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
      return List.of();
    }

    @Override
    public byte[] seal() {
      return new byte[32];
    }
  }
}
