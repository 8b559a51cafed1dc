package org.jackfield.sip.container.security;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that carry their own time and seal, so that a challenge costs no memory; only those that a
 * user has answered rightly are remembered, until they are too old. Entered by many threads.
 */
final class Nonces {
  private static final int SEAL = 16;
  private static final int HEAD = 2 * Long.BYTES;

  /** Which nonce it is: the time of issue, and what tells it from others of that time. */
  record Id(long issuedAt, long random) {
    static final Comparator<Id> OLDEST_FIRST =
        Comparator.comparingLong(Id::issuedAt).thenComparingLong(Id::random);
  }

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec secret;
  private final String realm;
  private final long life;
  private final int capacity;
  private final InstantSource clock;
  private final TreeMap<Id, CountsSeen> used = new TreeMap<>(Id.OLDEST_FIRST);
  private long oldestAllowed = Long.MIN_VALUE;

  Nonces(byte[] secret, String realm, DigestSettings settings, InstantSource clock) {
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.realm = realm;
    this.life = settings.nonceLife().toMillis();
    this.capacity = settings.nonces();
    this.clock = clock;
  }

  String issue(InetAddress source) {
    byte[] head =
        ByteBuffer.allocate(HEAD).putLong(clock.millis()).putLong(random.nextLong()).array();
    byte[] nonce = Arrays.copyOf(head, HEAD + SEAL);
    System.arraycopy(seal(head, source), 0, nonce, HEAD, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /** Finds a nonce that we gave to this source and that is not too old. */
  Optional<Id> fresh(String nonce, InetAddress source) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != HEAD + SEAL) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(bytes, HEAD);
    byte[] given = Arrays.copyOfRange(bytes, HEAD, bytes.length);
    if (!MessageDigest.isEqual(given, seal(head, source))) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(head);
    Id id = new Id(buffer.getLong(), buffer.getLong());
    long age = clock.millis() - id.issuedAt();
    return age >= 0 && age < life ? Optional.of(id) : Optional.empty();
  }

  /** Takes a count of this nonce; false if it was taken before, or may have been. */
  synchronized boolean take(Id id, long count) {
    return remember(id) && used.getOrDefault(id, CountsSeen.EVERY).take(count);
  }

  /** Takes a nonce that is used without count: once (RFC 2069 knows no better). */
  synchronized boolean takeOnce(Id id) {
    if (used.containsKey(id) || !remember(id)) {
      return false;
    }
    used.put(id, CountsSeen.EVERY);
    return true;
  }

  private boolean remember(Id id) {
    long expired = clock.millis() - life;
    while (!used.isEmpty() && used.firstKey().issuedAt() <= expired) {
      used.pollFirstEntry();
    }
    if (id.issuedAt() <= oldestAllowed) {
      return false;
    }
    if (used.containsKey(id)) {
      return true;
    }
    used.put(id, new CountsSeen());
    if (used.size() > capacity) {
      // Whatever is forgotten too early must not be accepted again: no nonce of that age is.
      oldestAllowed = used.firstKey().issuedAt();
      while (!used.isEmpty() && used.firstKey().issuedAt() <= oldestAllowed) {
        used.pollFirstEntry();
      }
    }
    return used.containsKey(id);
  }

  // Bound to the source as well: nobody spends a victim's tries with packets in the victim's name.
  private byte[] seal(byte[] head, InetAddress source) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      mac.update(head);
      mac.update(source.getAddress());
      mac.update(realm.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + secret.getAlgorithm(), e);
    }
  }
}
