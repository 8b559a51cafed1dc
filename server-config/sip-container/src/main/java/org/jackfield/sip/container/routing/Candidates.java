package org.jackfield.sip.container.routing;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The applications that requests can go to at one moment.
 *
 * @param open routes to applications that take new requests, in the order of asking
 */
record Candidates(
    Routing routing, SortedSet<String> deployed, Set<String> draining, List<Route> open) {
  static final Candidates NONE = of(Routing.BY_NAME, new TreeSet<>(), Set.of());

  Candidates routedBy(Routing other) {
    return of(other, deployed, draining);
  }

  /** A name that was drained is another deployment now, and takes requests. */
  Candidates with(Collection<String> names) {
    SortedSet<String> more = new TreeSet<>(deployed);
    more.addAll(names);
    Set<String> still = new TreeSet<>(draining);
    still.removeAll(names);
    return of(routing, more, still);
  }

  Candidates without(Collection<String> names) {
    SortedSet<String> fewer = new TreeSet<>(deployed);
    fewer.removeAll(names);
    Set<String> still = new TreeSet<>(draining);
    still.removeAll(names);
    return of(routing, fewer, still);
  }

  Candidates draining(String name) {
    Set<String> more = new TreeSet<>(draining);
    more.add(name);
    return of(routing, deployed, more);
  }

  Candidates resuming(String name) {
    Set<String> fewer = new TreeSet<>(draining);
    fewer.remove(name);
    return of(routing, deployed, fewer);
  }

  Optional<Route> first(Predicate<Route> wanted) {
    return open.stream().filter(wanted).findFirst();
  }

  /**
   * The application whose own dialog or session a request names, though it be draining: it is one
   * of the calls that it keeps.
   */
  Optional<Route> targeted(@Nullable String name) {
    if (name == null || !deployed.contains(name)) {
      return Optional.empty();
    }
    return routing.routes().stream()
        .filter(route -> route.application().equals(name))
        .findFirst()
        .or(() -> Optional.of(Route.to(name, routing.routes().isEmpty() ? 0 : Integer.MIN_VALUE)));
  }

  private static Candidates of(Routing routing, SortedSet<String> deployed, Set<String> draining) {
    List<Route> asked =
        routing.routes().isEmpty()
            ? deployed.stream().map(name -> Route.to(name, 0)).toList()
            : routing.routes();
    List<Route> open =
        asked.stream()
            .filter(route -> deployed.contains(route.application()))
            .filter(route -> !draining.contains(route.application()))
            .toList();
    return new Candidates(
        routing, Collections.unmodifiableSortedSet(deployed), Set.copyOf(draining), open);
  }
}
