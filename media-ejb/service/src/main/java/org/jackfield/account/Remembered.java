package org.jackfield.account;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the database and need not be asked again at once. Any thread.
 *
 * <p>What this server changes is forgotten at once; what another one changes, after {@code life}.
 * In the second half of its life a thing that is asked for is asked of the database beside that, so
 * that who asks for it often never waits. When the database is away or hangs, what is known and has
 * not been changed here goes on being true.
 */
final class Remembered<K, V> {

  /** So long somebody waits for the database who could be told what was true a moment ago. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Map<K, Known<V>> known;
  private final Map<K, Known<V>> missing;
  private final ConcurrentHashMap<K, Asked<V>> asked = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Function<K, Optional<V>> database;
  private final long lifeNanos;
  private final Executor beside;
  private final LongSupplier nanoTime;

  /**
   * Remembers nothing yet.
   *
   * @param most so many things at most; what nobody asked for is forgotten first. What is not there
   *     is remembered by itself, a tenth of that, so that strangers who try names drive nothing out
   * @param beside where the database is asked
   */
  Remembered(
      Function<K, Optional<V>> database,
      Duration life,
      int most,
      Executor beside,
      LongSupplier nanoTime) {
    this.database = database;
    this.lifeNanos = life.toNanos();
    this.known = latest(most);
    this.missing = latest(Math.max(1, most / 10));
    this.beside = beside;
    this.nanoTime = nanoTime;
  }

  private static <K, V> Map<K, V> latest(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  Optional<V> get(K key) {
    Known<V> before = remembered(key);
    if (before == null) {
      return awaited(ask(key));
    }
    long age = nanoTime.getAsLong() - before.since;
    if (age < lifeNanos / 2) {
      return before.value;
    }
    CompletableFuture<Optional<V>> now = ask(key);
    return age < lifeNanos ? before.value : awaited(key, now, before);
  }

  private @Nullable Known<V> remembered(K key) {
    synchronized (known) {
      Known<V> there = known.get(key);
      return there == null ? missing.get(key) : there;
    }
  }

  /** Once for each key at a time, and anew if something has changed since it was asked. */
  private CompletableFuture<Optional<V>> ask(K key) {
    long change = changes.get();
    Asked<V> asking = new Asked<>(change, new CompletableFuture<>());
    Asked<V> running =
        asked.compute(
            key, (same, other) -> other != null && other.change == change ? other : asking);
    if (running == asking) {
      beside.execute(() -> read(key, asking));
    }
    return running.answer;
  }

  private void read(K key, Asked<V> asking) {
    try {
      Optional<V> value = database.apply(key);
      keep(key, new Known<>(value, nanoTime.getAsLong()), asking.change);
      asked.remove(key, asking);
      asking.answer.complete(value);
    } catch (RuntimeException | Error away) {
      asked.remove(key, asking);
      asking.answer.completeExceptionally(away);
    }
  }

  private void keep(K key, Known<V> value, long change) {
    synchronized (known) {
      if (change != changes.get()) {
        // It may have been read before the change
        return;
      }
      (value.value.isPresent() ? known : missing).put(key, value);
      (value.value.isPresent() ? missing : known).remove(key);
    }
  }

  private Optional<V> awaited(CompletableFuture<Optional<V>> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private Optional<V> awaited(K key, CompletableFuture<Optional<V>> answer, Known<V> before) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException away) {
      trust(key, before);
    }
    return before.value;
  }

  /** The database is away: for the rest of a second half of a life nobody waits for it again. */
  private void trust(K key, Known<V> before) {
    synchronized (known) {
      Map<K, Known<V>> where = before.value.isPresent() ? known : missing;
      long since = nanoTime.getAsLong() - lifeNanos / 2;
      where.computeIfPresent(
          key, (same, there) -> there.equals(before) ? new Known<>(before.value, since) : there);
    }
  }

  /** Forgets what has been changed, and all that was not there. */
  void forget(BiPredicate<K, V> changed) {
    synchronized (known) {
      changes.incrementAndGet();
      missing.clear();
      known
          .entrySet()
          .removeIf(entry ->
              entry.getValue().value.filter(it -> changed.test(entry.getKey(), it)).isPresent());
    }
  }

  private record Known<V>(Optional<V> value, long since) {}

  private record Asked<V>(long change, CompletableFuture<Optional<V>> answer) {}
}
