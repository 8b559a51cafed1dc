package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What trunks of accounts promise, on every database. */
abstract class TrunksContract {

  private final TestDatabase test = open();
  private Sid account = Sid.random("AC");

  /** An empty database. */
  abstract TestDatabase open();

  @BeforeEach
  void makeAccount() {
    account = test.within(() -> test.accounts.open("Customer", Optional.empty())).sid();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private TrunkEntry trunk(Map<TrunkSetting, String> settings) {
    return test.within(() -> {
      TrunkEntry entry = new TrunkEntry(account, "provider");
      test.trunks.set(entry, settings);
      return test.belongings.add(entry);
    });
  }

  @Test
  void keepsWhatIsSetAndItsSecretsEncrypted() {
    TrunkEntry entry =
        trunk(
            Map.of(
                TrunkSetting.USERNAME, "alice",
                TrunkSetting.PASSWORD, "open sesame",
                TrunkSetting.HEADERS, "add X-A: ${to}\nremove X-B"));
    test.within(() ->
        test.belongings.add(
            new GatewayEntry(account, entry.sid(), Gateway.of("sip.test:5070", "tcp", 1, 2))));

    Trunk read = test.within(() -> test.trunks.all()).trunks().getFirst();

    assertThat(read.outward().login()).contains(new Credentials("alice", "open sesame"));
    assertThat(read.outward().headers()).hasSize(2);
    assertThat(read.gateways()).containsExactly(Gateway.of("sip.test:5070", "tcp", 1, 2));
    assertThat(read.accounts()).isEqualTo(Set.of(account));
    assertThat(entry.settings).doesNotContain("sesame");
    assertThat(entry.sealed(TrunkSetting.PASSWORD)).doesNotContain("sesame");
  }

  @Test
  void tellsAnotherRegistrarNoPasswordThatWasNotGivenWithIt() {
    TrunkEntry entry =
        trunk(Map.of(TrunkSetting.USERNAME, "alice", TrunkSetting.PASSWORD, "open sesame"));
    test.within(() -> {
      test.trunks.set(entry, Map.of(TrunkSetting.REGISTRAR, "sip.thief.test"));
      return entry;
    });
    assertThat(entry.has(TrunkSetting.PASSWORD)).isFalse();

    test.within(() -> {
      test.trunks.set(
          entry,
          Map.of(TrunkSetting.REGISTRAR, "sip.b.test", TrunkSetting.PASSWORD, "open sesame"));
      return entry;
    });
    assertThat(entry.has(TrunkSetting.PASSWORD)).isTrue();
  }

  @Test
  void saysWhichTrunksAreOfTheOperator() {
    trunk(Map.of());
    assertThat(test.within(() -> test.trunks.all()).trunks().getFirst().byOperator()).isTrue();

    account = test.within(() -> test.accounts.open("Part", Optional.of(account))).sid();
    TrunkEntry entry = trunk(Map.of(TrunkSetting.NETWORKS, "10.0.0.0/8 2001:db8::/32"));

    assertThat(test.within(() -> test.trunks.all()).trunks())
        .filteredOn(it -> it.sid().equals(entry.sid()))
        .allSatisfy(it -> assertThat(it.byOperator()).isFalse())
        .hasSize(1);
  }

  @Test
  void refusesNetworksThatAreHalfOfTheWorld() {
    for (String network : List.of("0.0.0.0/0", "10.0.0.1 128.0.0.0/1", "::/0", "2000::/3")) {
      assertThatThrownBy(() -> trunk(Map.of(TrunkSetting.NETWORKS, network)))
          .hasMessage("networks: must be no larger than /8, or /16 of IPv6");
    }
  }

  @Test
  void changesWhatIsSaidAndKeepsTheRest() {
    TrunkEntry entry =
        trunk(Map.of(TrunkSetting.USERNAME, "alice", TrunkSetting.PASSWORD, "open sesame"));

    test.within(() ->
        test.belongings.change(
            TrunkEntry.class,
            account,
            entry.sid,
            it -> test.trunks.set(it, Map.of(TrunkSetting.CHANNELS, "5"))));

    Trunk read = test.within(() -> test.trunks.all()).trunks().getFirst();
    assertThat(read.outward().limits().channels()).isEqualTo(5);
    assertThat(read.outward().login()).contains(new Credentials("alice", "open sesame"));
    assertThatThrownBy(() -> trunk(Map.of(TrunkSetting.FROM, "username")))
        .hasMessage("from: username says who it is");
  }

  @Test
  void leavesOutTrunksAndRoutesOfAccountsThatMayNotAct() {
    TrunkEntry entry = trunk(Map.of());
    test.within(() -> {
      RouteEntry route = new RouteEntry(account, "+49");
      route.trunks(List.of(entry.sid()));
      return test.belongings.add(route);
    });
    assertThat(test.within(() -> test.trunks.all()).routes().getFirst().trunks())
        .containsExactly(entry.sid());

    test.within(() ->
        test.accounts.change(account, Optional.empty(), Optional.of(Account.Status.SUSPENDED)));

    assertThat(test.within(() -> test.trunks.all()).trunks()).isEmpty();
    assertThat(test.within(() -> test.trunks.all()).routes()).isEmpty();
  }

  @Test
  void takesGatewaysAwayWithTheirTrunk() {
    TrunkEntry entry = trunk(Map.of());
    test.within(() ->
        test.belongings.add(
            new GatewayEntry(account, entry.sid(), Gateway.of("sip.test", "", 1, 2))));

    test.within(() -> test.belongings.remove(TrunkEntry.class, account, entry.sid));

    assertThat(
            test.within(() ->
                test.belongings
                    .list(GatewayEntry.class, account, List.of(), Range.first(5))
                    .items()))
        .isEmpty();
  }
}
