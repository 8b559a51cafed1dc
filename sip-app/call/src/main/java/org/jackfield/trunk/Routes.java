package org.jackfield.trunk;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jackfield.call.Sid;

/**
 * All trunks and routes that there are at one moment. Any thread.
 *
 * @param trunks in the order in which they are used where no route says another
 */
public record Routes(List<Trunk> trunks, List<Route> routes) {

  /** No trunk at all. */
  public static final Routes NONE = new Routes(List.of(), List.of());

  /** Copies the lists. */
  public Routes {
    trunks = List.copyOf(trunks);
    routes = List.copyOf(routes);
  }

  /**
   * The trunks by which an account calls a number, the first choice first: those of the longest
   * prefix; of two such, of the account's own rather than of everybody's. An account that has no
   * route at all, for no number, uses what trunks it has.
   */
  public List<Trunk> to(String number, Sid account) {
    Map<Sid, Trunk> known =
        trunks.stream()
            .filter(trunk -> trunk.serves(account) && !trunk.gateways().isEmpty())
            .collect(
                Collectors.toMap(
                    Trunk::sid, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    if (routes.stream().noneMatch(route -> route.isOf(account, route.prefix()))) {
      return List.copyOf(known.values());
    }
    Optional<Route> best =
        routes.stream()
            .filter(route -> route.isOf(account, number))
            .max(
                Comparator.comparingInt((Route route) -> route.prefix().length())
                    .thenComparing(route -> !route.accounts().isEmpty()));
    return best.map(
            route -> route.trunks().stream().map(known::get).filter(Objects::nonNull).toList())
        .orElse(List.of());
  }

  /** Whether calls are admitted by the operator's trunks: then who is none may not call numbers. */
  public boolean admit() {
    return trunks.stream().anyMatch(trunk -> trunk.byOperator() && !trunk.admission().isEmpty());
  }

  /** Whether calls of an account's numbers are admitted by trunks that serve it. */
  public boolean admit(Sid account) {
    return trunks.stream().anyMatch(trunk -> trunk.serves(account) && !trunk.admission().isEmpty());
  }

  /** Both together, these before the others. */
  public Routes and(Routes others) {
    return new Routes(
        java.util.stream.Stream.concat(trunks.stream(), others.trunks.stream()).toList(),
        java.util.stream.Stream.concat(routes.stream(), others.routes.stream()).toList());
  }
}
