package org.jackfield.media.service;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaCache.Entry;
import org.jackfield.media.MediaCache.Kept;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;

/**
 * What is kept, as a whole: whose it is, how often it is used, and how much of it there may be.
 * Entered by any thread.
 */
final class Stock {

  private static final System.Logger LOG = System.getLogger(Stock.class.getName());

  private static final int MOST_ENTRIES = 1_000_000;

  /** Sounds whose uses are waiting to be told; uses of others are not counted until then. */
  private static final int MOST_COUNTED = 10_000;

  /** Roughly what a sound takes beside its bytes. */
  private static final int OVERHEAD = 1_024;

  /** On a full disk each sound fails: one line a minute says so. */
  private static final long BETWEEN_COMPLAINTS = TimeUnit.MINUTES.toNanos(1);

  private static final long UNKNOWN = -1;

  /** Longer than anything is made. */
  private static final Duration LIFE_OF_A_FORGETTING = Duration.ofHours(1);

  private final MediaCache cache;
  private final long most;
  private final Clock clock;
  private final LongAdder unkept = new LongAdder();
  private final AtomicLong toldOfUnkept = new AtomicLong(System.nanoTime() - BETWEEN_COMPLAINTS);
  private final Map<MediaKey, Long> untold = new ConcurrentHashMap<>();
  private final AtomicLong added = new AtomicLong();

  Stock(MediaCache cache, long most, Clock clock) {
    this.cache = cache;
    this.most = most;
    this.clock = clock;
  }

  /** What is kept under a key. */
  Optional<Kept> find(MediaKey key) {
    return cache.find(key);
  }

  /**
   * Keeps a sound, if that can be done: the disk may be full, or another node away, and who asks is
   * answered all the same.
   *
   * @return whether it is kept
   */
  boolean keep(MediaKey key, MediaResource resource, Sound sound) {
    added.addAndGet(resource.size() + OVERHEAD);
    return isDone(resource, () -> cache.keep(key, resource, sound));
  }

  /** The same. */
  boolean keep(MediaKey key, MediaResource resource, byte[] bytes) {
    added.addAndGet(resource.size() + OVERHEAD);
    return isDone(resource, () -> cache.keep(key, resource, bytes));
  }

  /** The same of what was made, unless it has been forgotten meanwhile. */
  void keep(MediaKey key, MediaResource resource, Sound sound, Begun begun) {
    if (!isForgotten(begun) && keep(key, resource, sound) && isForgotten(begun)) {
      remove(key);
    }
  }

  /** The same. */
  void keep(MediaKey key, MediaResource resource, byte[] bytes, Begun begun) {
    if (!isForgotten(begun) && keep(key, resource, bytes) && isForgotten(begun)) {
      remove(key);
    }
  }

  private boolean isDone(MediaResource resource, Runnable keeping) {
    try {
      keeping.run();
      return true;
    } catch (RuntimeException full) {
      unkept.increment();
      complain(resource, full);
      return false;
    }
  }

  private void complain(MediaResource resource, RuntimeException full) {
    long now = System.nanoTime();
    long last = toldOfUnkept.get();
    if (now - last >= BETWEEN_COMPLAINTS && toldOfUnkept.compareAndSet(last, now)) {
      LOG.log(
          Level.WARNING,
          unkept.sum()
              + " sounds so far could not be kept, and are made again when they are asked for;"
              + " the last is "
              + resource.address(),
          full);
    }
  }

  /** Takes down that a sound was found valid. Where it cannot be, it is asked for again. */
  void renew(MediaKey key, MediaResource resource) {
    isDone(resource, () -> cache.renew(key, resource));
  }

  /** Forgets what may be used no more. */
  void remove(MediaKey key) {
    try {
      cache.remove(key);
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "A sound that is used no more stays until its time is over", away);
    }
  }

  /**
   * What is going to be made.
   *
   * @param forgettings how often all of the account had been forgotten by then
   * @param ofThis how often this had been
   */
  record Begun(String account, MediaKey address, long forgettings, long ofThis) {}

  /** Before something is asked for or made, which is to be kept under an address of an account. */
  Begun begin(String account, MediaKey address) {
    return new Begun(account, address, forgettings(allOf(account)), forgettings(address.digest()));
  }

  /** Whether what was begun may be older than what was said to be forgotten. */
  boolean isForgotten(Begun begun) {
    return !begin(begun.account(), begun.address()).equals(begun);
  }

  /** What is being made of an address, for whomever, is not to be kept. */
  void forget(MediaKey address) {
    cache.countForgetting(address.digest(), LIFE_OF_A_FORGETTING);
  }

  /** What is being made for an account is not to be kept. */
  void forgetAll(String account) {
    cache.countForgetting(allOf(account), LIFE_OF_A_FORGETTING);
  }

  private static String allOf(String account) {
    return "all of " + account;
  }

  private long forgettings(String what) {
    try {
      return cache.forgettings(what);
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "Whether something was forgotten cannot be known", away);
      return UNKNOWN;
    }
  }

  /** How many could not be kept. */
  long unkept() {
    return unkept.sum();
  }

  List<Entry> of(String account, int limit) {
    tellUses();
    return cache.entries(MOST_ENTRIES).stream()
        .filter(entry -> entry.resource().account().equals(account))
        .limit(limit)
        .toList();
  }

  int removeAll(String account) {
    int removed = 0;
    for (Entry entry : cache.entries(MOST_ENTRIES)) {
      if (entry.resource().account().equals(account) && cache.remove(entry.key())) {
        removed++;
      }
    }
    return removed;
  }

  /**
   * Forgets what an account is shown under an address.
   *
   * @return whether there was anything
   */
  boolean removeShown(String address, String account) {
    boolean removed = false;
    for (Entry entry : cache.entries(MOST_ENTRIES)) {
      MediaResource resource = entry.resource();
      if (resource.account().equals(account) && resource.address().equals(address)) {
        removed |= cache.remove(entry.key());
      }
    }
    return removed;
  }

  /** A sound was answered. */
  void used(MediaKey key) {
    if (untold.size() < MOST_COUNTED || untold.containsKey(key)) {
      untold.merge(key, 1L, Long::sum);
    }
  }

  /** Tells the cache of uses: a write for each of them would cost more than the answer. */
  void tellUses() {
    for (MediaKey key : List.copyOf(untold.keySet())) {
      Long count = untold.remove(key);
      try {
        if (count != null) {
          cache.count(key, count, clock.instant());
        }
      } catch (RuntimeException away) {
        LOG.log(Level.DEBUG, "Uses of a sound are not counted", away);
      }
    }
  }

  /**
   * Forgets what was not used for longest, where more is kept than may be: looks once a twentieth
   * of that has come since the last time.
   *
   * @return how many sounds
   */
  int makeRoom() {
    if (added.get() < most / 20) {
      return 0;
    }
    added.set(0);
    tellUses();
    List<Entry> all =
        cache.entries(MOST_ENTRIES).stream()
            .sorted(Comparator.comparing((Entry entry) -> entry.uses().last()))
            .toList();
    long bytes = all.stream().mapToLong(Stock::weight).sum();
    int removed = 0;
    if (bytes > most) {
      for (Entry entry : all) {
        if (bytes <= most / 10 * 9) {
          break;
        }
        bytes -= weight(entry);
        removed += cache.remove(entry.key()) ? 1 : 0;
      }
      LOG.log(Level.INFO, "{0} sounds that were not used for longest are forgotten", removed);
    }
    return removed;
  }

  private static long weight(Entry entry) {
    return entry.resource().size() + OVERHEAD;
  }
}
