package org.jackfield.account;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What was asked of the database and need not be asked again at once. Any thread.
 *
 * <p>What this server changes is forgotten at once; what another one changes, after {@code life}.
 * When the database is away, what is known goes on being true.
 */
final class Remembered<K, V> {

  private final ConcurrentHashMap<K, Known<V>> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Function<K, V> database;
  private final long lifeNanos;
  private final int most;
  private final LongSupplier nanoTime;

  Remembered(Function<K, V> database, Duration life, int most, LongSupplier nanoTime) {
    this.database = database;
    this.lifeNanos = life.toNanos();
    this.most = most;
    this.nanoTime = nanoTime;
  }

  V get(K key) {
    Known<V> before = known.get(key);
    if (before != null
        && before.change == changes.get()
        && nanoTime.getAsLong() - before.since < lifeNanos) {
      return before.value;
    }
    long change = changes.get();
    V value;
    try {
      value = database.apply(key);
    } catch (RuntimeException away) {
      if (before != null) {
        return before.value;
      }
      throw away;
    }
    if (known.size() >= most) {
      // Strangers who try numbers shall not fill the memory
      known.clear();
    }
    known.put(key, new Known<>(value, nanoTime.getAsLong(), change));
    return value;
  }

  /** Everything may be otherwise now. What is being read at this moment counts as old, too. */
  void changed() {
    changes.incrementAndGet();
  }

  private record Known<V>(V value, long since, long change) {}
}
