package org.jackfield.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Ha1;
import org.jackfield.admission.Standing;
import org.jackfield.admission.Users;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;
import org.junit.jupiter.api.Test;

class RegisteredPhonesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Sid LIST = Sid.random("CL");
  private static final Sid DOMAIN = Sid.random("SD");
  private static final UserAddress ALICE = new UserAddress("alice", "example.com");

  private final Locations locations = new MemoryLocations(() -> NOW);
  private String password = "one";
  private final RegisteredPhones phones = new RegisteredPhones(new Alice(), locations);

  private final class Alice implements Users {
    @Override
    public Optional<Domain> domain(String name) {
      return Optional.of(open(false));
    }

    @Override
    public List<Domain> domains(Sid accountSid) {
      return List.of(open(false));
    }

    @Override
    public List<Ha1> secrets(Domain domain, List<Sid> lists, String user) {
      return password.isEmpty() ? List.of() : List.of(new Ha1(password, password));
    }

    @Override
    public byte[] seal() {
      return new byte[32];
    }
  }

  private static Domain open(boolean secure) {
    return new Domain(
        Sid.random("AC"),
        DOMAIN,
        "example.com",
        true,
        secure,
        List.of(),
        List.of(LIST),
        AllowedNetworks.NONE);
  }

  private Binding register(String transport) {
    Binding phone =
        new Binding(
            ALICE,
            new Contact(
                "sip:alice@10.0.0.7",
                transport,
                Optional.empty(),
                1,
                Optional.of(transport),
                Optional.empty()),
            NOW,
            NOW.plusSeconds(60),
            transport,
            1,
            List.of(),
            "",
            new Origin(transport, "10.0.0.7", 5060, "10.0.0.1:5060", "one"),
            Standing.of(new Alice(), open(false), "alice").orElseThrow());
    locations.bind(
        ALICE,
        known -> new Decision.Kept(Stream.concat(known.stream(), Stream.of(phone)).toList(), true));
    return phone;
  }

  @Test
  void areThoseOfTheRightThatTheUserHasNow() {
    Binding before = register("UDP");
    password = "other";
    Binding now = register("TCP");

    assertThat(phones.of(open(false), "alice")).containsExactly(now);
    assertThat(phones.whenCalled(open(false), "alice")).containsExactly(now);
    assertThat(locations.of(ALICE))
        .as("it may be we who know an older password")
        .containsExactly(before, now);
  }

  @Test
  void areForgottenWhenTheirUserIsCalledWhoHasGone() {
    Binding before = register("UDP");
    password = "";

    assertThat(phones.of(open(false), "alice")).isEmpty();
    assertThat(locations.of(ALICE)).as("to look changes nothing").containsExactly(before);
    assertThat(phones.whenCalled(open(false), "alice")).isEmpty();
    assertThat(locations.of(ALICE)).isEmpty();
  }

  @Test
  void areThoseOnTlsInASecureDomain() {
    register("UDP");
    Binding secure = register("TLS");

    assertThat(phones.of(open(true), "alice")).containsExactly(secure);
    assertThat(phones.of(open(false), "alice")).hasSize(2);
  }
}
