package org.jackfield.trunk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jackfield.trunk.TrunkState.GatewayState;

/** A trunk that is used on this node, with what has become known of it meanwhile. Any thread. */
public final class TrunkRun {

  private final InstantSource clock;
  private final TrunkLoad load;
  private final Map<Gateway, GatewayHealth> health = new ConcurrentHashMap<>();
  private volatile Trunk trunk;
  private volatile Optional<Instant> registered = Optional.empty();
  private volatile String trouble = "";

  TrunkRun(Trunk trunk, InstantSource clock, LongSupplier nanoTime) {
    this.trunk = trunk;
    this.clock = clock;
    this.load = new TrunkLoad(trunk.outward().limits(), nanoTime);
  }

  void update(Trunk other) {
    trunk = other;
    load.limit(other.outward().limits());
    health.keySet().retainAll(other.gateways());
  }

  /** As it is set up now. */
  public Trunk trunk() {
    return trunk;
  }

  /** How much it carries. */
  public TrunkLoad load() {
    return load;
  }

  /** How one of its gateways is doing. */
  public GatewayHealth health(Gateway gateway) {
    return health.computeIfAbsent(gateway, it -> new GatewayHealth(clock));
  }

  /** Its provider knows us for so long. */
  public void registered(Instant until) {
    registered = Optional.of(until);
    trouble = "";
  }

  /**
   * Its provider does not know us, or not for longer than it does.
   *
   * @param why empty if nothing went wrong
   */
  public void unregistered(String why) {
    trouble = why;
  }

  /** For the management model and the API. */
  TrunkState state() {
    Trunk now = trunk;
    List<GatewayState> gateways =
        now.gateways().stream()
            .map(gateway -> {
              GatewayHealth its = health(gateway);
              return new GatewayState(gateway.address(), its.isUp(), its.why(), its.failures());
            })
            .toList();
    return new TrunkState(
        now.sid(),
        now.name(),
        now.outward().registration().isPresent(),
        registered.filter(clock.instant()::isBefore),
        trouble,
        gateways,
        load.channels(),
        load.calls(),
        load.refused(),
        gateways.stream().mapToLong(GatewayState::failures).sum());
  }
}
