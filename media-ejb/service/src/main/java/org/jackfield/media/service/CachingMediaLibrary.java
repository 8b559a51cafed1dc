package org.jackfield.media.service;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaCache.Kept;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.MediaRequest.StoredRecording;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;

/**
 * Answers from the cache, and else makes the sound: once, however many ask at the same time
 * (P2.25). Entered by any thread.
 */
final class CachingMediaLibrary implements MediaLibrary {

  private static final System.Logger LOG = System.getLogger(CachingMediaLibrary.class.getName());

  private static final int MOST_ENTRIES = 1_000_000;

  /** What may be asked for and what has to be gone on with. */
  private static final MediaFailure GONE =
      new MediaFailure(11410, "The text of this address is not known any more: tell it again");

  private final MediaCache cache;
  private final Workshop workshop;
  private final MediaSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Map<MediaKey, GrowingSound> growing = new ConcurrentHashMap<>();
  private final Semaphore places;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder revalidated = new LongAdder();
  private final LongAdder made = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder unkept = new LongAdder();
  private final AtomicInteger making = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  CachingMediaLibrary(
      MediaCache cache,
      Workshop workshop,
      MediaSettings settings,
      Clock clock,
      ScheduledExecutorService timer) {
    this.timer = timer;
    this.cache = cache;
    this.workshop = workshop;
    this.settings = settings;
    this.clock = clock;
    this.places = new Semaphore(settings.places(), true);
  }

  @Override
  public MediaAnswer open(MediaAddress address, Asker asker) {
    Optional<MediaRequest> request = request(address, asker);
    if (request.isEmpty()) {
      return cache
          .find(address.key())
          .<MediaAnswer>map(kept -> found(address, kept, Source.HIT))
          .orElse(new Failed(GONE));
    }
    Optional<Found> hit = hit(address, request.get(), asker);
    if (hit.isPresent()) {
      hits.increment();
      return hit.get();
    }
    return make(address, request.get(), asker);
  }

  @Override
  public boolean isAtHand(MediaAddress address, Asker asker) {
    return request(address, asker)
        .flatMap(request ->
            describe(address, asker).filter(kept -> workshop.isCurrent(address, request, kept)))
        .isPresent();
  }

  @Override
  public void keepText(String text) {
    cache.keepText(MediaKey.of(text), text);
  }

  @Override
  public List<MediaResource> kept(String account, int limit) {
    return cache.entries(MOST_ENTRIES).stream()
        .map(MediaCache.Entry::resource)
        .filter(resource -> resource.account().equals(account))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean remove(MediaAddress address, String account) {
    boolean own = cache.remove(address.keyFor(account));
    return cache.remove(address.key()) || own;
  }

  @Override
  public int removeAll(String account) {
    int removed = 0;
    for (MediaCache.Entry entry : cache.entries(MOST_ENTRIES)) {
      if (entry.resource().account().equals(account) && cache.remove(entry.key())) {
        removed++;
      }
    }
    return removed;
  }

  @Override
  public Statistics statistics() {
    return new Statistics(
        hits.sum(),
        misses.sum(),
        revalidated.sum(),
        made.sum(),
        failed.sum(),
        unkept.sum(),
        making.get(),
        waiting.get());
  }

  private Optional<MediaRequest> request(MediaAddress address, Asker asker) {
    return address.isByDigest()
        ? cache
            .text(new MediaKey(address.parameters().getOrDefault("digest", "")))
            .map(address::withText)
        : address.request().map(request -> workshop.ownOf(request, asker.accountSid()));
  }

  private Optional<Found> hit(MediaAddress address, MediaRequest request, Asker asker) {
    // First what is known of it, without the weight of the sound
    return describe(address, asker)
        .filter(resource -> workshop.isCurrent(address, request, resource))
        .flatMap(resource -> cache.find(keyOf(address, resource)))
        .map(kept -> found(address, kept, Source.HIT));
  }

  private Optional<MediaResource> describe(MediaAddress address, Asker asker) {
    return cache
        .describe(address.keyFor(asker.accountSid()))
        .or(() -> cache.describe(address.key()));
  }

  private static MediaKey keyOf(MediaAddress address, MediaResource resource) {
    return resource.freshness().use() == Use.PRIVATE
        ? address.keyFor(resource.account())
        : address.key();
  }

  private static Found found(MediaAddress address, Kept kept, Source source) {
    return new Found(Sound.of(address.format(), kept.sound()), kept.resource(), source);
  }

  private MediaAnswer make(MediaAddress address, MediaRequest request, Asker asker) {
    MediaKey key = isPrivate(request) ? address.keyFor(asker.accountSid()) : address.key();
    GrowingSound mine = new GrowingSound(address.format(), ended -> growing.remove(key, ended));
    GrowingSound other = growing.putIfAbsent(key, mine);
    if (other == null) {
      start(mine, address, request, asker);
      return head(mine);
    }
    MediaAnswer shared = head(other);
    if (shared instanceof Found found && !isFor(found.resource(), asker)) {
      // RFC 9111 section 4: requests may share an answer only where it may be kept for them
      GrowingSound alone = new GrowingSound(address.format(), ended -> {});
      start(alone, address, request, asker);
      return head(alone);
    }
    return shared;
  }

  private static boolean isFor(MediaResource resource, Asker asker) {
    return switch (resource.freshness().use()) {
      case SHARED -> true;
      case PRIVATE -> resource.account().equals(asker.accountSid());
      case NEVER -> false;
    };
  }

  private MediaAnswer head(GrowingSound sound) {
    try {
      return sound.head().get(settings.patience().toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Failed(new MediaFailure(Unmade.TOO_SLOW, "The sound was not made in time"));
    } catch (ExecutionException unexpected) {
      return new Failed(new MediaFailure(Unmade.INTERNAL, String.valueOf(unexpected.getMessage())));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Failed(new MediaFailure(Unmade.INTERNAL, "The media layer is being stopped"));
    }
  }

  private void start(GrowingSound sound, MediaAddress address, MediaRequest request, Asker asker) {
    Thread.ofVirtual()
        .name("media " + address.kind())
        .start(() -> takePlace(sound, address, request, asker));
  }

  private void takePlace(
      GrowingSound sound, MediaAddress address, MediaRequest request, Asker asker) {
    boolean placed = false;
    waiting.incrementAndGet();
    try {
      placed = places.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
    if (!placed) {
      sound.fail(
          new MediaFailure(Unmade.TOO_SLOW, "All " + settings.places() + " places are taken"));
      return;
    }
    making.incrementAndGet();
    try (MakingClaim claim = claim(address, request, asker)) {
      claim.await(() -> hit(address, request, asker).isPresent());
      work(sound, address, request, asker);
    } catch (RuntimeException | Error unexpected) {
      LOG.log(Level.ERROR, "Call " + asker.callSid() + ": a sound could not be made", unexpected);
      sound.fail(new MediaFailure(Unmade.INTERNAL, "The sound could not be made"));
    } finally {
      making.decrementAndGet();
      places.release();
    }
  }

  private MakingClaim claim(MediaAddress address, MediaRequest request, Asker asker) {
    return switch (request) {
      // What is made in a moment, or is one account's own, need not be shared
      case MediaRequest.Tone tone -> MakingClaim.NONE;
      case MediaRequest.HoldMusic music -> MakingClaim.NONE;
      case StoredRecording recording -> MakingClaim.NONE;
      case MediaRequest.SpokenText spoken ->
          MakingClaim.of(cache, address.key(), timer, settings.patience());
      case ExternalFile file ->
          MakingClaim.of(
              cache,
              isPrivate(file) ? address.keyFor(asker.accountSid()) : address.key(),
              timer,
              settings.patience());
    };
  }

  private static boolean isPrivate(MediaRequest request) {
    return request instanceof StoredRecording
        || (request instanceof ExternalFile file && file.address().getRawUserInfo() != null);
  }

  private void work(GrowingSound sound, MediaAddress address, MediaRequest request, Asker asker) {
    // Somebody may have made it while we were on our way here
    Optional<Found> hit = hit(address, request, asker);
    if (hit.isPresent()) {
      hits.increment();
      sound.answer(hit.get());
      return;
    }
    Optional<MediaResource> known =
        describe(address, asker).filter(kept -> !kept.validators().isEmpty());
    try {
      switch (workshop.plan(address, request, asker.accountSid(), known)) {
        case Workshop.Keep(MediaResource resource) ->
            renew(sound, address, request, asker, resource);
        case Workshop.Make make -> produce(sound, address, make);
      }
    } catch (Unmade unmade) {
      Optional<Kept> standIn =
          unmade.originFailed()
              ? describe(address, asker)
                  .filter(kept -> kept.freshness().mayStandIn(clock.instant()))
                  .flatMap(kept -> cache.find(keyOf(address, kept)))
              : Optional.empty();
      if (standIn.isPresent()) {
        LOG.log(
            Level.WARNING,
            "Call {0}: an old sound stands in: {1}",
            asker.callSid(),
            unmade.failure().message());
        sound.answer(found(address, standIn.get(), Source.STALE));
      } else {
        failed.increment();
        sound.fail(unmade.failure());
      }
    }
  }

  private void renew(
      GrowingSound sound,
      MediaAddress address,
      MediaRequest request,
      Asker asker,
      MediaResource resource)
      throws Unmade {
    MediaKey key = keyOf(address, resource);
    Optional<Kept> kept =
        cache.find(key).filter(same -> same.resource().tag().equals(resource.tag()));
    if (kept.isPresent()) {
      revalidated.increment();
      cache.renew(key, resource);
      sound.answer(found(address, new Kept(resource, kept.get().sound()), Source.REVALIDATED));
    } else if (workshop.plan(address, request, asker.accountSid(), Optional.empty())
        instanceof Workshop.Make make) {
      // What was found valid has just been evicted
      produce(sound, address, make);
    }
  }

  private void keep(MediaKey key, MediaResource whole, GrowingSound sound) {
    try {
      cache.keep(key, whole, sound.bytes());
    } catch (RuntimeException full) {
      // The disk is full, or another node away: who asks is answered all the same
      unkept.increment();
      LOG.log(Level.WARNING, "A sound cannot be kept, and is made again: " + whole.address(), full);
    }
  }

  private void produce(GrowingSound sound, MediaAddress address, Workshop.Make make) throws Unmade {
    misses.increment();
    try {
      sound.grow(make.resource());
      SoundWriter writer = new SoundWriter(sound.sound(), settings.longestSound());
      make.making().into(writer);
      writer.end();
      if (writer.isTooLong()) {
        throw new Unmade(
            Unmade.NO_SOUND,
            "The sound is longer than " + settings.longestSound().toMinutes() + " minutes");
      }
      MediaResource whole = make.resource().ofSize(sound.sound().length());
      if (whole.freshness().use() != Use.NEVER) {
        keep(keyOf(address, whole), whole, sound);
      }
      made.increment();
      sound.complete();
    } finally {
      make.end().run();
    }
  }
}
