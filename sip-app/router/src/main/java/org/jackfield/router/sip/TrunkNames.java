package org.jackfield.router.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.trunk.Trunk;

/**
 * Has the DNS asked for the hosts of trunks, once a minute, beside whoever looks after trunks: a
 * DNS that is away stalls neither him nor calls. Of one thread at a time.
 */
final class TrunkNames {

  private static final Duration HOLD = Duration.ofMinutes(1);
  private static final int MOST_ASKED = 16;

  private final GatewayHosts hosts;
  private final InstantSource clock;
  private final Set<String> always;
  private final Map<String, Named> named = new HashMap<>();
  // Whose names the DNS is being asked for
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Names of a trunk's hosts, and when the DNS was asked for them. */
  private record Named(Set<String> all, Instant asked) {}

  /**
   * For the hosts of trunks.
   *
   * @param always who has hosts besides trunks
   */
  TrunkNames(GatewayHosts hosts, InstantSource clock, Set<String> always) {
    this.hosts = hosts;
    this.clock = clock;
    this.always = Set.copyOf(always);
  }

  /** Asks the DNS, where that has not been done a moment ago. Waits for nobody. */
  void resolve(List<Trunk> now) {
    Set<String> owners = new HashSet<>(always);
    now.forEach(trunk -> owners.add(trunk.sid().value()));
    hosts.keep(owners);
    named.keySet().retainAll(owners);
    Instant moment = clock.instant();
    for (Trunk trunk : now) {
      String owner = trunk.sid().value();
      Named wanted = new Named(of(trunk), moment);
      Named before = named.get(owner);
      boolean isFresh =
          before != null
              && before.all().equals(wanted.all())
              && moment.isBefore(before.asked().plus(HOLD));
      if (!isFresh && ask(owner, wanted.all())) {
        named.put(owner, wanted);
      }
    }
  }

  /**
   * Not on a virtual thread: the question would hold one of the few threads that carry all of them.
   *
   * @return false if it has to be done later, since too much is asked already
   */
  private boolean ask(String owner, Set<String> all) {
    hosts.name(owner, all);
    if (asked.size() >= MOST_ASKED || !asked.add(owner)) {
      return false;
    }
    Thread.ofPlatform()
        .daemon()
        .name("jackfield-trunk-names")
        .start(() -> {
          try {
            hosts.put(owner, all);
          } finally {
            asked.remove(owner);
          }
        });
    return true;
  }

  /** The hosts that a trunk has to do with, by their names. */
  static Set<String> of(Trunk trunk) {
    Set<String> all = new HashSet<>();
    trunk.gateways().forEach(gateway -> all.add(gateway.host()));
    trunk
        .outward()
        .registration()
        .ifPresent(it -> it.registrars().forEach(one -> all.add(one.host())));
    return all;
  }
}
