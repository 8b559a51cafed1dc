package org.jackfield.media.service;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.MediaRequest.StoredRecording;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;

/**
 * Makes sounds: one for all that ask for it at the same time (P2.25), in so many places, in which
 * each account has its part. Entered by any thread; whoever asks waits for the first part of it.
 */
final class Makings {

  private static final System.Logger LOG = System.getLogger(Makings.class.getName());

  private final MediaCache cache;
  private final KeptSounds kept;
  private final Stock stock;
  private final Workshop workshop;
  private final MediaSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Figures figures;
  private final Places places;
  private final Room room;
  private final Apart apart = new Apart();
  private final Map<MediaKey, GrowingSound> growing = new ConcurrentHashMap<>();

  Makings(
      MediaCache cache,
      KeptSounds kept,
      Stock stock,
      Workshop workshop,
      MediaSettings settings,
      Clock clock,
      ScheduledExecutorService timer,
      Room room,
      Figures figures) {
    this.cache = cache;
    this.kept = kept;
    this.stock = stock;
    this.workshop = workshop;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.figures = figures;
    this.places = new Places(settings.places());
    this.room = room;
  }

  /** What is wanted, and by whom. */
  private record Wish(MediaAddress address, MediaRequest request, Asker asker) {

    String account() {
      return asker.accountSid();
    }

    MediaKey ownKey() {
      return address.keyFor(account());
    }
  }

  /** Makes it, or finds it while it is on its way to that. */
  MediaAnswer make(MediaAddress address, MediaRequest request, Asker asker) {
    Wish wish = new Wish(address, request, asker);
    Use last = apart.last(address);
    return switch (last == Use.SHARED && isPrivate(request) ? Use.PRIVATE : last) {
      case SHARED -> together(address.key(), wish);
      case PRIVATE -> together(wish.ownKey(), wish);
      case NEVER -> alone(wish);
    };
  }

  /** Who asks on this node from now on does not share what is being made, or wait for its end. */
  void leave(MediaKey key) {
    GrowingSound left = growing.remove(key);
    if (left != null) {
      left.claim().close();
    }
  }

  /** The same of all that is made for an account. */
  void leaveAll(String account) {
    growing.forEach((key, sound) -> {
      if (sound.account().equals(account)) {
        leave(key);
      }
    });
  }

  private MediaAnswer together(MediaKey key, Wish wish) {
    GrowingSound mine =
        new GrowingSound(
            wish.address().format(),
            places.turn(wish.account()),
            wish.account(),
            claim(key, wish.request()),
            ended -> growing.remove(key, ended));
    GrowingSound other = growing.putIfAbsent(key, mine);
    if (other == null) {
      start(mine, wish);
      return head(mine);
    }
    other.turn().alsoFor(wish.account());
    MediaAnswer shared = head(other);
    if (!(shared instanceof Found found) || isFor(found.resource(), wish.account())) {
      return shared;
    }
    // RFC 9111 section 4: requests may share an answer only where it may be kept for them
    boolean isSomebodys = found.resource().freshness().use() == Use.PRIVATE;
    return isSomebodys && !key.equals(wish.ownKey()) ? together(wish.ownKey(), wish) : alone(wish);
  }

  /** Beside all others who want the same, on this node or another. */
  private MediaAnswer alone(Wish wish) {
    GrowingSound mine =
        new GrowingSound(
            wish.address().format(),
            places.turn(wish.account()),
            wish.account(),
            MakingClaim.NONE,
            ended -> {});
    start(mine, wish);
    return head(mine);
  }

  private static boolean isFor(MediaResource resource, String account) {
    return switch (resource.freshness().use()) {
      case SHARED -> true;
      case PRIVATE -> resource.account().equals(account);
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

  private void start(GrowingSound sound, Wish wish) {
    Thread.ofVirtual().name("media " + wish.address().kind()).start(() -> takePlace(sound, wish));
  }

  private void takePlace(GrowingSound sound, Wish wish) {
    boolean placed = false;
    figures.waiting.incrementAndGet();
    try {
      placed = sound.turn().await(settings.patience());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      figures.waiting.decrementAndGet();
    }
    if (!placed) {
      sound.turn().close();
      sound.fail(
          new MediaFailure(
              Unmade.TOO_SLOW,
              "None of the " + settings.places() + " places has become free for this account"));
      return;
    }
    figures.making.incrementAndGet();
    try (MakingClaim claim = sound.claim()) {
      claim.await(() -> current(wish).isPresent());
      work(sound, wish);
    } catch (RuntimeException | Error unexpected) {
      LOG.log(
          Level.ERROR,
          "Call " + wish.asker().callSid() + ": a sound could not be made",
          unexpected);
      sound.fail(new MediaFailure(Unmade.INTERNAL, "The sound could not be made"));
    } finally {
      figures.making.decrementAndGet();
      sound.turn().close();
    }
  }

  private MakingClaim claim(MediaKey key, MediaRequest request) {
    return switch (request) {
      // What is made in a moment, or is one account's own, need not be shared
      case MediaRequest.Tone tone -> MakingClaim.NONE;
      case MediaRequest.HoldMusic music -> MakingClaim.NONE;
      case StoredRecording recording -> MakingClaim.NONE;
      case MediaRequest.SpokenText spoken -> MakingClaim.of(cache, key, timer, settings.patience());
      case ExternalFile file -> MakingClaim.of(cache, key, timer, settings.patience());
    };
  }

  private static boolean isPrivate(MediaRequest request) {
    return request instanceof StoredRecording
        || (request instanceof ExternalFile file && file.address().getRawUserInfo() != null);
  }

  private Optional<Found> current(Wish wish) {
    return kept.current(wish.address(), wish.request(), wish.account());
  }

  private void work(GrowingSound sound, Wish wish) {
    // Somebody may have made it while we were on our way here
    Optional<Found> hit = current(wish);
    if (hit.isPresent()) {
      figures.hits.increment();
      sound.answer(hit.get());
      return;
    }
    Stock.Begun begun = stock.begin(wish.account(), wish.address().key());
    Optional<MediaResource> known =
        kept.describe(wish.address(), wish.account()).filter(it -> !it.validators().isEmpty());
    try {
      switch (plan(wish, known)) {
        case Workshop.Keep keep -> renew(sound, wish, keep, begun);
        case Workshop.Make make -> produce(sound, wish.address(), make, begun);
      }
    } catch (Unmade unmade) {
      fail(sound, wish, unmade);
    }
  }

  private Workshop.Plan plan(Wish wish, Optional<MediaResource> known) throws Unmade {
    return workshop.plan(wish.address(), wish.request(), wish.account(), known);
  }

  private void fail(GrowingSound sound, Wish wish, Unmade unmade) {
    Optional<Found> old =
        unmade.originFailed()
            ? kept.standIn(
                wish.address(), wish.account(), it -> it.freshness().mayStandIn(clock.instant()))
            : Optional.empty();
    if (old.isPresent()) {
      LOG.log(
          Level.WARNING,
          "Call {0}: an old sound stands in: {1}",
          wish.asker().callSid(),
          unmade.failure().message());
      sound.answer(old.get().because(unmade.failure()));
    } else {
      figures.failed.increment();
      sound.fail(unmade.failure());
    }
  }

  private void renew(GrowingSound sound, Wish wish, Workshop.Keep valid, Stock.Begun begun)
      throws Unmade {
    Optional<Sound> same = kept.find(wish.address(), valid.before());
    if (same.isPresent()) {
      figures.revalidated.increment();
      apart.learn(wish.address(), valid.resource().freshness().use());
      sound.answer(
          kept.renewed(wish.address(), valid.before(), valid.resource(), same.get(), begun));
    } else if (plan(wish, Optional.empty()) instanceof Workshop.Make make) {
      // What was found valid has just been evicted
      produce(sound, wish.address(), make, begun);
    }
  }

  /** Whoever is told that the sound is whole finds nothing left of what it was made of. */
  private void produce(
      GrowingSound sound, MediaAddress address, Workshop.Make make, Stock.Begun begun)
      throws Unmade {
    figures.misses.increment();
    try (Room.Part part = room.part()) {
      apart.learn(address, make.resource().freshness().use());
      sound.grow(make.resource());
      fill(sound, make.making(), part);
      MediaResource whole = make.resource().ofSize(sound.sound().length());
      if (whole.freshness().use() != Use.NEVER) {
        stock.keep(KeptSounds.keyOf(address, whole), whole, sound.sound(), begun);
      }
    } finally {
      make.end().run();
    }
    figures.made.increment();
    sound.complete();
  }

  private void fill(GrowingSound sound, Workshop.Making making, Room.Part part) throws Unmade {
    SoundWriter writer = new SoundWriter(sound.sound(), settings.longestSound(), part);
    making.into(writer);
    writer.end();
    writer.refuseWhatIsTooMuch();
  }
}
