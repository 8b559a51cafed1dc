package org.jackfield.sip.container.admission;

import java.util.Arrays;

/**
 * Remembers calls for a while in little memory: two generations of fingerprints, of which the older
 * is forgotten when the younger is full or old enough. Callers synchronise.
 */
final class RecentCalls {
  private static final int SLOTS = 1 << 17;
  private static final int FULL = SLOTS / 2;

  private final long generationNanos;
  private long[] young = new long[SLOTS];
  private long[] old = new long[SLOTS];
  private int count;
  private long since;

  RecentCalls(long generationNanos, long now) {
    this.generationNanos = generationNanos;
    this.since = now;
  }

  boolean contains(long fingerprint, long now) {
    age(now);
    long key = key(fingerprint);
    return find(young, key) >= 0 || find(old, key) >= 0;
  }

  void add(long fingerprint, long now) {
    age(now);
    long key = key(fingerprint);
    int slot = slot(key);
    while (young[slot] != 0) {
      if (young[slot] == key) {
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    young[slot] = key;
    count++;
  }

  private void age(long now) {
    boolean overdue = now - since > generationNanos;
    if (count < FULL && !overdue) {
      return;
    }
    if (overdue && count == 0 && now - since > 2 * generationNanos) {
      Arrays.fill(old, 0);
      since = now;
      return;
    }
    long[] reused = old;
    old = young;
    Arrays.fill(reused, 0);
    young = reused;
    count = 0;
    since = now;
  }

  private static int find(long[] keys, long key) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return slot;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return -1;
  }

  private static long key(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private static int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 47);
  }
}
