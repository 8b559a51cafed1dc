package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.Speech;
import org.jackfield.media.TranscriptionLibrary;
import org.jackfield.media.cache.MemoryMediaCache;

/** A library with everything real but the clock, which the test moves. */
final class LibraryFixture implements AutoCloseable {

  static final Asker ASKER = new Asker("AC1", "CA1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final MovableClock clock = new MovableClock();
  final RecordingOrigin origin = new RecordingOrigin();
  final MediaCache cache;
  private final MediaHouse house;

  LibraryFixture(Path folder, Speech... engines) {
    this(folder, Map.of("allowed-networks", "127.0.0.0/8"), engines);
  }

  LibraryFixture(Path folder, Map<String, String> set, Speech... engines) {
    this(folder, new MemoryMediaCache(50_000_000), set, engines);
  }

  /** As one of several nodes with a cache. */
  LibraryFixture(Path folder, MediaCache shared, Map<String, String> set, Speech... engines) {
    cache = shared;
    Map<String, String> properties = new TreeMap<>();
    properties.put("jackfield.media.folder", folder.toString());
    set.forEach((name, value) ->
        properties.put(
            "jackfield.media." + name, value.replace("{origin}", origin.at("").toString())));
    house = MediaHouse.open(MediaSettings.read(properties::get), cache, clock, List.of(engines));
  }

  MediaLibrary library() {
    return house.library();
  }

  TranscriptionLibrary transcriptions() {
    return house.transcriptions();
  }

  MediaAnswer ask(MediaRequest request, Asker asker) {
    return library().open(MediaAddress.of(request, SoundFormat.PCMU_8000), asker);
  }

  /** What is found, once it is all there. */
  Found found(MediaRequest request, Asker asker) {
    MediaAnswer answer = ask(request, asker);
    assertThat(answer).isInstanceOf(Found.class);
    Found found = (Found) answer;
    awaitEnd(found.sound());
    assertThat(found.sound().failure()).isEmpty();
    return found;
  }

  Found found(MediaRequest request) {
    return found(request, ASKER);
  }

  MediaFailure failure(MediaRequest request) {
    MediaAnswer answer = ask(request, ASKER);
    assertThat(answer).isInstanceOf(Failed.class);
    return ((Failed) answer).failure();
  }

  static void awaitEnd(Sound sound) {
    Semaphore grown = new Semaphore(0);
    sound.watch(grown::release);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!sound.hasEnded()) {
        assertThat(grown.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
            .as("the sound comes to an end")
            .isTrue();
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    house.close();
    origin.close();
  }
}
