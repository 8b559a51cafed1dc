package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Sid ONE = Sid.random("AC");
  private static final Sid OTHER = Sid.random("AC");
  private static final Trunk WORLD = trunk("world", Set.of());
  private static final Trunk GERMAN = trunk("german", Set.of());
  private static final Trunk OWN = trunk("own", Set.of(ONE));

  private static Trunk trunk(String name, Set<Sid> accounts) {
    return TrunkSettings.USUAL.trunk(
        Sid.random("TK"), name, accounts, List.of(Gateway.of(name + ".test", "", 10, 10)));
  }

  private static Route route(String prefix, Trunk... trunks) {
    return new Route(prefix, List.of(trunks).stream().map(Trunk::sid).toList(), Set.of());
  }

  @Test
  void usesTheLongestPrefix() {
    Routes routes =
        new Routes(List.of(WORLD, GERMAN), List.of(route("+", WORLD), route("+49", GERMAN, WORLD)));

    assertThat(routes.to("+493012345", ONE)).containsExactly(GERMAN, WORLD);
    assertThat(routes.to("+12025550100", ONE)).containsExactly(WORLD);
    assertThat(routes.to("110", ONE)).isEmpty();
  }

  @Test
  void prefersTheAccountsOwnRouteOfOnePrefix() {
    Route own = new Route("+49", List.of(OWN.sid()), Set.of(ONE));
    Routes routes = new Routes(List.of(WORLD, OWN), List.of(route("+49", WORLD), own));

    assertThat(routes.to("+4930", ONE)).containsExactly(OWN);
    assertThat(routes.to("+4930", OTHER)).containsExactly(WORLD);
  }

  @Test
  void usesWhatTrunksThereAreWithoutRoutes() {
    Routes routes = new Routes(List.of(OWN, WORLD), List.of());

    assertThat(routes.to("+4930", ONE)).containsExactly(OWN, WORLD);
    assertThat(routes.to("+4930", OTHER)).containsExactly(WORLD);
  }

  @Test
  void leadsNobodyToTheTrunkOfAnother() {
    Routes routes = new Routes(List.of(OWN), List.of(route("", OWN)));

    assertThat(routes.to("+4930", OTHER)).isEmpty();
  }

  @Test
  void anOwnRouteMakesNoOtherAccountsNumbersUnreachable() {
    Route own = new Route("+49", List.of(OWN.sid()), Set.of(ONE));
    Routes routes = new Routes(List.of(WORLD, OWN), List.of(own));

    assertThat(routes.to("+4930", OTHER)).containsExactly(WORLD);
    assertThat(routes.to("+1202", ONE)).isEmpty();
  }

  @Test
  void admitsByTrunksAsSoonAsOneSaysWhom() {
    assertThat(new Routes(List.of(WORLD), List.of()).admit()).isFalse();
    Trunk open =
        TrunkSettings.of(Map.of(TrunkSetting.NETWORKS, "192.0.2.0/24"))
            .trunk(Sid.random("TK"), "open", Set.of(), List.of());

    assertThat(new Routes(List.of(WORLD, open), List.of()).admit()).isTrue();
  }
}
