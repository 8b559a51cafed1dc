package org.jackfield.media.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.media.MediaCache;

/**
 * How often each account has forgotten something, so that who has kept something of it elsewhere
 * can know. Entered by any thread.
 */
final class Forgettings {

  /** What another node is told, is known here after this long. */
  private static final long LOOK_NANOS = 250_000_000;

  private static final int MOST_KNOWN = 10_000;

  /** As long as sounds are kept elsewhere. */
  private static final Duration LIFE = Duration.ofDays(30);

  private final MediaCache cache;
  private final Map<String, Known> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private record Known(long count, long nanos) {}

  Forgettings(MediaCache cache) {
    this.cache = cache;
  }

  long of(String account) {
    long now = System.nanoTime();
    synchronized (known) {
      Known last = known.get(account);
      if (last != null && now - last.nanos() < LOOK_NANOS) {
        return last.count();
      }
    }
    long count = cache.forgettings(account);
    synchronized (known) {
      // Not over what was counted meanwhile
      Known last = known.get(account);
      if (last == null || last.count() < count || last.nanos() - now < 0) {
        known.put(account, new Known(count, now));
      }
    }
    return count;
  }

  void count(String account) {
    cache.countForgetting(account, LIFE);
    long count = cache.forgettings(account);
    synchronized (known) {
      known.put(account, new Known(count, System.nanoTime()));
    }
  }
}
