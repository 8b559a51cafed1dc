package org.jackfield.sip.container.ban;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failures and bans of one kind, with bounds on both: of the failing the longest silent are
 * forgotten, of the banned those whose ban ends first. Any thread may enter; asking takes no lock.
 */
final class Ledger {
  private static final double MINUTE = 60_000;
  private static final Comparator<Ban> ENDS_FIRST =
      Comparator.comparingLong(Ban::until)
          .thenComparing(ban -> ban.source().isSix())
          .thenComparingLong(ban -> ban.source().bits());

  private final boolean proven;
  private final Map<Source, Record> records = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Source, Ban> bans = new ConcurrentHashMap<>();
  private final TreeSet<Ban> byEnd = new TreeSet<>(ENDS_FIRST);

  Ledger(boolean proven) {
    this.proven = proven;
  }

  /** What is remembered of one source: a bucket that each failure fills, and that runs dry. */
  private static final class Record {
    double failures;
    long changed;
    int bans;
    long lastBanEnded;
  }

  /** What a ban costs. */
  record Tariff(int limit, long firstSeconds, long longestSeconds, int capacity) {}

  /** Counts failures; gives the ban that follows from them. */
  synchronized Optional<Ban> add(
      Source source, Grounds grounds, double weight, Tariff tariff, long now) {
    if (isBanned(source, now)) {
      return Optional.empty();
    }
    Record record = records.computeIfAbsent(source, unknown -> new Record());
    double drained = (now - record.changed) * tariff.limit() / MINUTE;
    record.failures = Math.max(0, record.failures - drained) + weight;
    record.changed = now;
    Optional<Ban> ban =
        record.failures > tariff.limit()
            ? Optional.of(ban(source, grounds, record, tariff, now))
            : Optional.empty();
    while (records.size() > tariff.capacity()) {
      records.remove(records.keySet().iterator().next());
    }
    return ban;
  }

  private Ban ban(Source source, Grounds grounds, Record record, Tariff tariff, long now) {
    if (now - record.lastBanEnded > tariff.longestSeconds() * 1000) {
      record.bans = 0;
    }
    record.bans++;
    record.failures = 0;
    long seconds = tariff.firstSeconds();
    for (int times = 1; proven && times < record.bans && seconds < tariff.longestSeconds(); ) {
      seconds *= 4;
      times++;
    }
    seconds = Math.min(seconds, tariff.longestSeconds());
    record.lastBanEnded = now + seconds * 1000;
    Ban ban = new Ban(source, grounds, proven, record.bans, seconds, record.lastBanEnded);
    expire(now);
    bans.put(source, ban);
    byEnd.add(ban);
    while (byEnd.size() > tariff.capacity()) {
      forget(byEnd.first());
    }
    return ban;
  }

  private void forget(Ban ban) {
    byEnd.remove(ban);
    bans.remove(ban.source(), ban);
  }

  private void expire(long now) {
    while (!byEnd.isEmpty() && byEnd.first().until() <= now) {
      forget(byEnd.first());
    }
  }

  boolean isBanned(Source source, long now) {
    Ban ban = bans.get(source);
    return ban != null && ban.until() > now;
  }

  boolean isEmpty() {
    return bans.isEmpty();
  }

  /** Half of what counted against a source is forgiven. */
  synchronized void forgive(Source source) {
    Record record = records.get(source);
    if (record != null) {
      record.failures /= 2;
    }
  }

  /** Ends a ban and forgets what led to it. */
  synchronized boolean lift(Source source) {
    records.remove(source);
    Ban ban = bans.get(source);
    if (ban != null) {
      forget(ban);
    }
    return ban != null;
  }

  synchronized List<Ban> list(long now) {
    expire(now);
    return List.copyOf(byEnd);
  }

  synchronized int count(long now) {
    expire(now);
    return byEnd.size();
  }
}
