package org.jackfield.media.cache;

import org.jackfield.media.MediaCache;

class MemoryMediaCacheTest implements MediaCacheContract {

  private final MediaCache cache = new MemoryMediaCache(500_000);

  @Override
  public MediaCache cache() {
    return cache;
  }
}
