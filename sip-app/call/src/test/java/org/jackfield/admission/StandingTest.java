package org.jackfield.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Sid LIST = Sid.random("CL");

  private List<Ha1> secrets = List.of(new Ha1("aa", "a"), new Ha1("bb", "b"));
  private final Domain mine = domain(true, LIST);

  private static Domain domain(boolean registers, Sid... lists) {
    return new Domain(
        Sid.random("AC"),
        Sid.random("SD"),
        "example.com",
        registers,
        false,
        List.of(),
        List.of(lists),
        AllowedNetworks.NONE);
  }

  private Optional<String> standing(Domain domain) {
    return Standing.of(new Alice(), domain, "alice");
  }

  @Test
  void staysAsLongAsNothingChanges() {
    Optional<String> before = standing(mine);
    secrets = List.of(new Ha1("bb", "b"), new Ha1("aa", "a"));

    assertThat(standing(mine)).isEqualTo(before).isPresent();
    assertThat(before.orElseThrow()).matches("[0-9a-f]{64}");
  }

  @Test
  void isAnotherWithAnotherPasswordOrDomain() {
    Optional<String> before = standing(mine);

    assertThat(standing(domain(true, LIST))).isPresent().isNotEqualTo(before);
    secrets = List.of(new Ha1("cc", "c"));
    assertThat(standing(mine)).isPresent().isNotEqualTo(before);
  }

  @Test
  void isNobodysWhoMayNotRegister() {
    assertThat(standing(domain(false, LIST))).isEmpty();
    assertThat(standing(domain(true))).isEmpty();
    assertThat(Standing.of(new Alice(), mine, "bob")).isEmpty();
  }

  private final class Alice implements Users {
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
      return user.equals("alice") && lists.contains(LIST) ? secrets : List.of();
    }

    @Override
    public byte[] seal() {
      return new byte[32];
    }
  }
}
