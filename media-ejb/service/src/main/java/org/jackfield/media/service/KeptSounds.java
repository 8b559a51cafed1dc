package org.jackfield.media.service;

import java.util.Optional;
import java.util.function.Predicate;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;

/** What is kept for whom: for everybody, or for one account alone. Entered by any thread. */
final class KeptSounds {

  private final MediaCache cache;
  private final Stock stock;
  private final Workshop workshop;

  KeptSounds(MediaCache cache, Stock stock, Workshop workshop) {
    this.cache = cache;
    this.stock = stock;
    this.workshop = workshop;
  }

  /** What is kept, if it may be used as it is. */
  Optional<Found> current(MediaAddress address, MediaRequest request, String account) {
    // What most ask for is everybody's; to learn that there is none of one's own costs a look into
    // the files
    return current(address.key(), address, request)
        .or(() -> current(address.keyFor(account), address, request));
  }

  private Optional<Found> current(MediaKey key, MediaAddress address, MediaRequest request) {
    // First what is known of it, without the weight of the sound
    return cache
        .describe(key)
        .filter(resource -> workshop.isCurrent(address, request, resource))
        .flatMap(resource -> open(key, address, resource, Source.HIT));
  }

  private Optional<Found> open(
      MediaKey key, MediaAddress address, MediaResource resource, Source source) {
    return cache
        .open(key, resource, address.format())
        .map(sound -> new Found(sound, resource, source));
  }

  /** What is kept for everybody, whatever can be said of it now. */
  Optional<Found> anyway(MediaAddress address) {
    MediaKey key = address.key();
    return cache.describe(key).flatMap(known -> open(key, address, known, Source.HIT));
  }

  /** What is known of it, whether it may be used or not. */
  Optional<MediaResource> describe(MediaAddress address, String account) {
    return cache.describe(address.keyFor(account)).or(() -> cache.describe(address.key()));
  }

  /** The sound that was described, for as long as it is kept. */
  Optional<Sound> find(MediaAddress address, MediaResource resource) {
    MediaKey key = keyOf(address, resource);
    return cache
        .describe(key)
        .filter(same -> same.tag().equals(resource.tag()))
        .flatMap(same -> cache.open(key, same, address.format()));
  }

  /** One that is past its life, if it is good enough to stand in. */
  Optional<Found> standIn(
      MediaAddress address, String account, Predicate<MediaResource> isGoodEnough) {
    return describe(address, account)
        .filter(isGoodEnough)
        .flatMap(known -> open(keyOf(address, known), address, known, Source.STALE));
  }

  /** Takes down that a sound was found valid, and for whom it is from now on. */
  Found renewed(
      MediaAddress address,
      MediaResource before,
      MediaResource now,
      Sound sound,
      Stock.Begun begun) {
    MediaKey old = keyOf(address, before);
    boolean vanishes = now.freshness().use() == Use.NEVER;
    if (!vanishes && old.equals(keyOf(address, now))) {
      stock.renew(old, now);
      return new Found(sound, now, Source.REVALIDATED);
    }
    // Its pieces go with what is removed
    Sound copy = Sound.of(address.format(), sound.bytes());
    if (!vanishes) {
      stock.keep(keyOf(address, now), now, copy, begun);
    }
    stock.remove(old);
    return new Found(copy, now, Source.REVALIDATED);
  }

  static MediaKey keyOf(MediaAddress address, MediaResource resource) {
    return resource.freshness().use() == Use.PRIVATE
        ? address.keyFor(resource.account())
        : address.key();
  }
}
