package org.jackfield.session.cache;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Decision;
import org.jackfield.registration.Decision.Kept;
import org.jackfield.registration.Locations;
import org.jackfield.registration.UserAddress;
import org.jspecify.annotations.Nullable;

/**
 * Locations in the replicated cache {@code locations}, which writes them to files: one entry for
 * each user, until the last of his bindings expires. Any thread.
 */
@ApplicationScoped
public class InfinispanLocations implements Locations {

  private static final int MOST_TRIES = 100;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/locations")
  private @Nullable Cache<String, String> cache;

  private final InstantSource clock;

  /** For the container. */
  public InfinispanLocations() {
    this.clock = InstantSource.system();
  }

  InfinispanLocations(Cache<String, String> cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public List<Binding> of(UserAddress address) {
    return alive(address, cache().get(address.toString()), clock.instant());
  }

  private static List<Binding> alive(UserAddress address, @Nullable String kept, Instant now) {
    return kept == null
        ? List.of()
        : LocationJson.read(address, kept).stream().filter(one -> one.isAlive(now)).toList();
  }

  @Override
  public Decision bind(UserAddress address, Function<List<Binding>, Decision> rule) {
    try {
      return patiently(address, rule);
    } catch (CacheException first) {
      // A write fails once when a node hangs and is left out; the next one goes through
      return patiently(address, rule);
    }
  }

  private Decision patiently(UserAddress address, Function<List<Binding>, Decision> rule) {
    for (int i = 0; i < MOST_TRIES; i++) {
      Instant now = clock.instant();
      String old = cache().get(address.toString());
      Decision decision = rule.apply(alive(address, old, now));
      if (!(decision instanceof Kept kept)
          || !kept.changed()
          || swap(address.toString(), old, kept.bindings(), now)) {
        return decision;
      }
    }
    throw new IllegalStateException("The phones of a user change faster than they can be kept");
  }

  private boolean swap(String name, @Nullable String old, List<Binding> next, Instant now) {
    if (next.isEmpty()) {
      return old == null || cache().remove(name, old);
    }
    String text = LocationJson.write(next);
    Instant last = next.stream().map(Binding::expires).max(Instant::compareTo).orElse(now);
    long life = Math.max(1, Duration.between(now, last).toMillis());
    return old == null
        ? cache().putIfAbsent(name, text, life, TimeUnit.MILLISECONDS) == null
        : cache().replace(name, old, text, life, TimeUnit.MILLISECONDS);
  }

  private Cache<String, String> cache() {
    return Objects.requireNonNull(cache, "the cache locations");
  }
}
