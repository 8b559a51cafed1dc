package org.jackfield.media.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jackfield.media.FileAddress;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.RecordingLibrary.Form;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;

/** Answers from what is kept, and else has the sound made. Entered by any thread. */
final class CachingMediaLibrary implements MediaLibrary {

  /** What may be asked for and what has to be gone on with. */
  private static final MediaFailure GONE =
      new MediaFailure(11410, "The text of this address is not known any more: tell it again");

  private final MediaCache cache;
  private final KeptSounds kept;
  private final Stock stock;
  private final LongTexts texts;
  private final Forgettings forgettings;
  private final SoundFiles files;
  private final Workshop workshop;
  private final Makings makings;
  private final Figures figures;
  private final IntSupplier engines;

  CachingMediaLibrary(
      MediaCache cache,
      KeptSounds kept,
      Stock stock,
      LongTexts texts,
      SoundFiles files,
      Workshop workshop,
      Makings makings,
      Figures figures,
      IntSupplier engines) {
    this.cache = cache;
    this.kept = kept;
    this.stock = stock;
    this.texts = texts;
    this.forgettings = new Forgettings(cache);
    this.files = files;
    this.workshop = workshop;
    this.makings = makings;
    this.figures = figures;
    this.engines = engines;
  }

  @Override
  public MediaAnswer open(MediaAddress address, Asker asker) {
    MediaAnswer answer = answer(address, asker);
    if (answer instanceof Found found && found.resource().freshness().use() != Use.NEVER) {
      MediaKey key = KeptSounds.keyOf(address, found.resource());
      // Of what is still being made, nothing is kept that a use could be counted of
      whenWhole(found.sound(), () -> stock.used(key));
    }
    return answer;
  }

  private MediaAnswer answer(MediaAddress address, Asker asker) {
    Optional<MediaRequest> request = request(address, asker);
    if (request.isEmpty()) {
      return kept.anyway(address).<MediaAnswer>map(same -> same).orElse(new Failed(GONE));
    }
    Optional<Found> hit = kept.current(address, request.get(), asker.accountSid());
    if (hit.isPresent()) {
      figures.hits.increment();
      return hit.get();
    }
    return makings.make(address, request.get(), asker);
  }

  private static void whenWhole(Sound sound, Runnable then) {
    if (sound.isComplete()) {
      then.run();
      return;
    }
    AtomicBoolean done = new AtomicBoolean();
    sound.watch(() -> {
      if (sound.isComplete() && !done.getAndSet(true)) {
        then.run();
      }
    });
  }

  @Override
  public Optional<Found> atHand(MediaAddress address, Asker asker) {
    Optional<Found> hit =
        request(address, asker)
            .flatMap(request -> kept.current(address, request, asker.accountSid()));
    hit.ifPresent(found -> {
      figures.hits.increment();
      stock.used(KeptSounds.keyOf(address, found.resource()));
    });
    return hit;
  }

  @Override
  public FileAnswer openFile(FileAddress address, Asker asker) {
    return switch (open(address.sound(), asker)) {
      case Found found -> files.of(address, found, asker.accountSid());
      case Failed(MediaFailure failure) -> new NoFile(failure);
    };
  }

  @Override
  public void keepText(String text, Asker asker) {
    texts.keep(text, asker.accountSid());
  }

  @Override
  public String edition(String account) {
    return Long.toString(forgettings.of(account));
  }

  @Override
  public List<MediaCache.Entry> kept(String account, int limit) {
    return stock.of(account, limit);
  }

  @Override
  public boolean remove(KeptAddress address, String account) {
    boolean removed = removeOne(address, account);
    if (!removed) {
      // One with a login is listed without it, and its key is not known
      forgetMakings(account);
      removed = stock.removeShown(address.text(), account);
    }
    fileOf(address).ifPresent(file -> removeOne(KeptAddress.of(file), account));
    forgettings.count(account);
    return removed;
  }

  private void forgetMakings(String account) {
    stock.forgetAll(account);
    makings.leaveAll(account);
  }

  private boolean removeOne(KeptAddress address, String account) {
    // First, for what is being made is going to be kept
    stock.forget(address.key());
    makings.leave(address.keyFor(account));
    makings.leave(address.key());
    return cache.remove(address.keyFor(account)) | cache.remove(address.key());
  }

  private static Optional<FileAddress> fileOf(KeptAddress address) {
    String ending = '.' + SoundFormat.L16_16000.suffix();
    int query = address.text().indexOf('?');
    String path = query < 0 ? address.text() : address.text().substring(0, query);
    return path.endsWith(ending)
        ? Optional.of(new FileAddress(MediaAddress.parse(address.text()), Form.MP3))
        : Optional.empty();
  }

  @Override
  public int removeAll(String account) {
    forgetMakings(account);
    int removed = stock.removeAll(account);
    forgettings.count(account);
    return removed;
  }

  @Override
  public Statistics statistics() {
    return figures.now(stock.unkept(), engines.getAsInt());
  }

  private Optional<MediaRequest> request(MediaAddress address, Asker asker) {
    return address.isByDigest()
        ? texts
            .find(new MediaKey(address.parameters().getOrDefault("digest", "")))
            .map(address::withText)
        : address.request().map(request -> workshop.ownOf(request, asker.accountSid()));
  }
}
