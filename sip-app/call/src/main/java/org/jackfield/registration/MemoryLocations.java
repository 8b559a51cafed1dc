package org.jackfield.registration;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Locations in memory, of one node, until it ends. Any thread. */
public final class MemoryLocations implements Locations {

  private final ConcurrentHashMap<UserAddress, List<Binding>> kept = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Nobody is anywhere yet. */
  public MemoryLocations(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Binding> of(UserAddress address) {
    return kept.getOrDefault(address, List.of()).stream()
        .filter(binding -> binding.isAlive(clock.instant()))
        .toList();
  }

  @Override
  public Decision bind(UserAddress address, Function<List<Binding>, Decision> rule) {
    synchronized (kept) {
      Decision decision = rule.apply(of(address));
      if (decision instanceof Decision.Kept(List<Binding> bindings, boolean changed) && changed) {
        if (bindings.isEmpty()) {
          kept.remove(address);
        } else {
          kept.put(address, bindings);
        }
      }
      return decision;
    }
  }
}
