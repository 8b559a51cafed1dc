package org.jackfield.session.cache;

import java.time.Duration;
import java.time.Instant;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.jackfield.session.SessionStore;
import org.jackfield.session.SessionStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class InfinispanSessionStoreTest implements SessionStoreContract {

  private DefaultCacheManager manager;
  private SessionStore store;
  private Instant now = NOW;

  @BeforeEach
  void open() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    manager = new DefaultCacheManager(global.build());
    store = new InfinispanSessionStore(cache("sessions"), cache("calls"), () -> now);
  }

  private Cache<String, String> cache(String name) {
    manager.defineConfiguration(name, new ConfigurationBuilder().build());
    return manager.getCache(name);
  }

  @AfterEach
  void close() {
    manager.stop();
  }

  @Override
  public SessionStore store() {
    return store;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
