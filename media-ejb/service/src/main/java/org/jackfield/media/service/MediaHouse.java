package org.jackfield.media.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.Speech;

/** Puts the parts of a media library together, and gives back what they hold. */
final class MediaHouse implements AutoCloseable {

  private final ScheduledExecutorService timer;
  private final Origin origin;
  private final Decoding decoding;
  private final MediaLibrary library;

  private MediaHouse(
      ScheduledExecutorService timer, Origin origin, Decoding decoding, MediaLibrary library) {
    this.timer = timer;
    this.decoding = decoding;
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
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("media limits").factory());
    List<Speech> all = new ArrayList<>(engines);
    EspeakSpeech.find(settings.espeak(), settings, timer).ifPresent(all::add);
    Origin origin = new Origin(settings, clock, timer);
    TemporaryFiles passing = new TemporaryFiles(settings.folder());
    Decoding decoding =
        new Decoding(() -> Ffmpeg.find(settings.folder(), timer, settings.longestFetch()));
    Workshop workshop =
        new Workshop(
            settings,
            clock,
            origin,
            decoding,
            Voices.read(settings.voices(), all),
            new Recordings(settings.recordings()),
            passing.folder());
    return new MediaHouse(
        timer, origin, decoding, new CachingMediaLibrary(cache, workshop, settings, clock, timer));
  }

  Decoding decoding() {
    return decoding;
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
