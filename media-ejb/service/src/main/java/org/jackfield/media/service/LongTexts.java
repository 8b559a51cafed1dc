package org.jackfield.media.service;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.Freshness;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaResource;

/**
 * Texts that are too long for an address (P2.4), kept, counted and forgotten as sounds are. Entered
 * by any thread.
 */
final class LongTexts {

  private static final Duration LIFE = Duration.ofDays(30);

  /** Texts that this node remembers itself while the cache takes nothing. */
  private static final int MOST_UNKEPT = 1_000;

  private final Stock stock;
  private final Clock clock;
  private final Map<MediaKey, String> unkept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MediaKey, String> eldest) {
          return size() > MOST_UNKEPT;
        }
      };

  LongTexts(Stock stock, Clock clock) {
    this.stock = stock;
    this.clock = clock;
  }

  /** Keeps a text, as one of the account that tells it first. */
  void keep(String text, String account) {
    MediaKey digest = MediaKey.of(text);
    if (find(digest).isPresent()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    KeptAddress address = KeptAddress.ofText(digest);
    Instant now = clock.instant();
    boolean kept =
        stock.keep(
            address.key(),
            new MediaResource(
                address.text(),
                account,
                digest.digest(),
                now,
                bytes.length,
                Freshness.ofOwn(now, LIFE),
                Map.of(),
                Map.of()),
            bytes);
    if (!kept) {
      synchronized (unkept) {
        unkept.put(digest, text);
      }
    }
  }

  /** The text of this digest, if it was told. */
  Optional<String> find(MediaKey digest) {
    MediaKey key = KeptAddress.ofText(digest).key();
    Optional<String> kept =
        stock.find(key).map(it -> new String(it.sound(), StandardCharsets.UTF_8));
    if (kept.isPresent()) {
      stock.used(key);
      return kept;
    }
    synchronized (unkept) {
      return Optional.ofNullable(unkept.get(digest));
    }
  }
}
