package org.jackfield.media.cache;

import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.jackfield.media.MediaCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a cache bounded by its bytes. */
class InfinispanMediaCacheTest implements MediaCacheContract {

  private static DefaultCacheManager container;
  private final MediaCache cache;

  InfinispanMediaCacheTest() {
    container.getCache("media").clear();
    cache = new InfinispanMediaCache(container.getCache("media"));
  }

  @BeforeAll
  static void start() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    container = new DefaultCacheManager(global.build());
    ConfigurationBuilder bounded = new ConfigurationBuilder();
    bounded.memory().storage(StorageType.OFF_HEAP).maxSize("500KB");
    container.defineConfiguration("media", bounded.build());
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Override
  public MediaCache cache() {
    return cache;
  }
}
