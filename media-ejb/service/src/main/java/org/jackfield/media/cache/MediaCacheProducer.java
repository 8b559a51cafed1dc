package org.jackfield.media.cache;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.Objects;
import org.infinispan.Cache;
import org.jackfield.media.MediaCache;
import org.jspecify.annotations.Nullable;

/** Gives the media layer the server's own cache. */
@Dependent
class MediaCacheProducer {

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/media")
  private @Nullable Cache<String, byte[]> cache;

  @Produces
  @Dependent
  MediaCache media() {
    return new InfinispanMediaCache(Objects.requireNonNull(cache, "the cache media"));
  }
}
