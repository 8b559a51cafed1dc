package org.jackfield.admission;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that say when they were made, and for whom, under a seal: giving one out costs no memory,
 * and each node knows those of the others. Which counts of a nonce have been used is remembered by
 * the node that saw them. Any thread.
 */
final class Nonces {

  private static final String SEALING = "HmacSHA256";
  private static final int HEAD = 2 * Long.BYTES;
  private static final int SEAL = 16;
  private static final int WINDOW = Long.SIZE;

  /** When it was made, in milliseconds since 1970, and what tells it from others of then. */
  record Id(long at, long random) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(random, other.random) : byTime;
    }
  }

  /** The counts used: the highest, and which of those just below it, the lowest bit first. */
  private record Used(long highest, long below) {}

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final long life;
  private final int most;
  private final InstantSource clock;
  private final TreeMap<Id, Used> used = new TreeMap<>();
  private long forgotten = Long.MIN_VALUE;

  /**
   * None is used yet.
   *
   * @param seal the same on all nodes
   * @param most so many used ones are remembered; the oldest of more are not accepted any more
   */
  Nonces(byte[] seal, Duration life, int most, InstantSource clock) {
    this.key = new SecretKeySpec(seal, SEALING);
    this.life = life.toMillis();
    this.most = most;
    this.clock = clock;
  }

  /** A new one for somebody at this address. */
  String make(InetAddress source) {
    byte[] head =
        ByteBuffer.allocate(HEAD).putLong(clock.millis()).putLong(random.nextLong()).array();
    ByteBuffer all = ByteBuffer.allocate(HEAD + SEAL).put(head).put(seal(head, source));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /** Which one it is, if it is ours, given to this address, and not too old. */
  Optional<Id> known(String nonce, InetAddress source) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(all, HEAD);
    byte[] sealed = Arrays.copyOfRange(all, Math.min(HEAD, all.length), all.length);
    if (all.length != HEAD + SEAL || !MessageDigest.isEqual(sealed, seal(head, source))) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(head);
    Id id = new Id(read.getLong(), read.getLong());
    long age = clock.millis() - id.at;
    // The clocks of two nodes may differ a little
    return age < life && age > -life ? Optional.of(id) : Optional.empty();
  }

  /** Uses a count of a nonce; false if it was used before, or may have been. */
  boolean use(Id id, long count) {
    synchronized (used) {
      forgetOld();
      if (id.at <= forgotten || count < 1) {
        return false;
      }
      Used before = used.get(id);
      if (before == null) {
        used.put(id, new Used(count, 1));
        return true;
      }
      long ahead = count - before.highest;
      if (ahead > 0) {
        long below = ahead < WINDOW ? before.below << ahead : 0;
        used.put(id, new Used(count, below | 1));
        return true;
      }
      long bit = -ahead < WINDOW ? 1L << -ahead : 0;
      if (bit == 0 || (before.below & bit) != 0) {
        return false;
      }
      used.put(id, new Used(before.highest, before.below | bit));
      return true;
    }
  }

  private void forgetOld() {
    long old = clock.millis() - life;
    while (!used.isEmpty() && used.firstKey().at <= old) {
      used.pollFirstEntry();
    }
    while (used.size() >= most) {
      // What is forgotten early must not be taken for unused: nothing of that age is accepted
      forgotten = used.pollFirstEntry().getKey().at;
    }
  }

  /** For one address alone: who overhears a login cannot use it from elsewhere. */
  private byte[] seal(byte[] head, InetAddress source) {
    try {
      Mac mac = Mac.getInstance(SEALING);
      mac.init(key);
      mac.update(head);
      mac.update(source.getAddress());
      return Arrays.copyOf(mac.doFinal(), SEAL);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(SEALING + " is part of every JDK", impossible);
    }
  }
}
