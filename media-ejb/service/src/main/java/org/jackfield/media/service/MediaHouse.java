package org.jackfield.media.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.Speech;
import org.jackfield.media.TranscriptionLibrary;

/** Puts the parts of a media library together, and gives back what they hold. */
final class MediaHouse implements AutoCloseable {

  private final ScheduledExecutorService timer;
  private final Origin origin;
  private final Decoding decoding;
  private final Encodings encodings;
  private final MediaLibrary library;
  private final TranscriptionLibrary transcriptions;

  private MediaHouse(
      ScheduledExecutorService timer,
      Origin origin,
      Decoding decoding,
      Encodings encodings,
      MediaLibrary library,
      TranscriptionLibrary transcriptions) {
    this.timer = timer;
    this.transcriptions = transcriptions;
    this.decoding = decoding;
    this.encodings = encodings;
    this.origin = origin;
    this.library = library;
  }

  /** With all engines that are there. */
  static MediaHouse open(MediaSettings settings, MediaCache cache, Clock clock) {
    FreeTtsSpeech freeTts =
        new FreeTtsSpeech(
            Runtime.getRuntime().availableProcessors() * 2, settings.patience().toMillis());
    Thread.ofVirtual().name("media warm-up").start(freeTts::warmUp);
    MediaHouse house = open(settings, cache, clock, List.of(freeTts));
    Thread.ofVirtual().name("media warm-up").start(house.decoding::warmUp);
    house.timer.scheduleWithFixedDelay(freeTts::shrink, 10, 10, TimeUnit.MINUTES);
    return house;
  }

  /** With these engines, and what is installed. */
  static MediaHouse open(
      MediaSettings settings, MediaCache cache, Clock clock, List<Speech> engines) {
    ScheduledExecutorService timer = timer();
    List<Speech> all = withEspeak(engines, settings, timer);
    Origin origin = new Origin(settings, clock, timer);
    TemporaryFiles passing = new TemporaryFiles(settings.folder());
    Decoding decoding = decoding(settings, timer);
    Workshop workshop =
        new Workshop(
            settings,
            clock,
            origin,
            decoding,
            Voices.read(settings.voices(), all),
            new Recordings(settings.recordings()),
            passing.folder());
    Stock stock = new Stock(cache, settings.mostKept(), clock);
    lookAfter(stock, timer);
    Encodings encodings = new Encodings(decoding, settings.patience());
    SoundFiles files =
        new SoundFiles(stock, encodings, passing.folder(), settings.patience().toMillis());
    Room room = new Room(settings.mostInMemory());
    Figures figures = new Figures();
    KeptSounds kept = new KeptSounds(cache, stock, workshop);
    MediaLibrary library =
        new CachingMediaLibrary(
            cache,
            kept,
            stock,
            new LongTexts(stock, clock),
            files,
            workshop,
            new Makings(cache, kept, stock, workshop, settings, clock, timer, room, figures),
            figures,
            () -> all.stream().mapToInt(Speech::engines).sum());
    Transcriptions transcriptions =
        new Transcriptions(
            settings, stock, library, files, origin, decoding, room, passing.folder(), clock);
    return new MediaHouse(timer, origin, decoding, encodings, library, transcriptions);
  }

  private static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("media limits").factory());
  }

  private static Decoding decoding(MediaSettings settings, ScheduledExecutorService timer) {
    return new Decoding(() -> Ffmpeg.find(settings.folder(), timer, settings.longestFetch()));
  }

  private static List<Speech> withEspeak(
      List<Speech> engines, MediaSettings settings, ScheduledExecutorService timer) {
    List<Speech> all = new ArrayList<>(engines);
    EspeakSpeech.find(settings.espeak(), settings, timer).ifPresent(all::add);
    return all;
  }

  private static void lookAfter(Stock stock, ScheduledExecutorService timer) {
    timer.scheduleWithFixedDelay(apart("media uses", stock::tellUses), 10, 10, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(apart("media room", stock::makeRoom), 60, 60, TimeUnit.SECONDS);
  }

  /** What waits for the cache must not keep the timer, whose other work is to end what hangs. */
  private static Runnable apart(String name, Runnable work) {
    AtomicBoolean busy = new AtomicBoolean();
    return () -> {
      if (!busy.getAndSet(true)) {
        Thread.ofVirtual()
            .name(name)
            .start(() -> {
              try {
                work.run();
              } finally {
                busy.set(false);
              }
            });
      }
    };
  }

  Encodings encodings() {
    return encodings;
  }

  TranscriptionLibrary transcriptions() {
    return transcriptions;
  }

  MediaLibrary library() {
    return library;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    origin.close();
  }
}
