package org.jackfield.session.cache;

import java.time.Duration;
import java.time.Instant;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.jackfield.registration.Locations;
import org.jackfield.registration.LocationsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class InfinispanLocationsTest implements LocationsContract {

  private DefaultCacheManager manager;
  private Locations locations;
  private Instant now = NOW;

  @BeforeEach
  void open() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    manager = new DefaultCacheManager(global.build());
    manager.defineConfiguration("locations", new ConfigurationBuilder().build());
    locations = new InfinispanLocations(manager.getCache("locations"), () -> now);
  }

  @AfterEach
  void close() {
    manager.stop();
  }

  @Override
  public Locations locations() {
    return locations;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
