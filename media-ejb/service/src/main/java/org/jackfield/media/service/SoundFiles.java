package org.jackfield.media.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.media.FileAddress;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaCache.Kept;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLibrary.FileAnswer;
import org.jackfield.media.MediaLibrary.NoFile;
import org.jackfield.media.MediaLibrary.WholeFile;
import org.jackfield.media.MediaResource;
import org.jackfield.media.RecordingLibrary.Form;
import org.jackfield.media.Sound;

/**
 * Brings sounds into files that any player takes (P2.17). What has cost an encoding is kept beside
 * the sound, as long as that is the same. Entered by any thread; whoever asks waits.
 */
final class SoundFiles {

  private final Stock stock;
  private final Encodings encodings;
  private final Path folder;
  private final long patienceMillis;
  private final Map<MediaKey, Object> encoding = new ConcurrentHashMap<>();

  SoundFiles(Stock stock, Encodings encodings, Path folder, long patienceMillis) {
    this.stock = stock;
    this.encodings = encodings;
    this.folder = folder;
    this.patienceMillis = patienceMillis;
  }

  /**
   * The file of a sound that was found, once that is whole.
   *
   * @param account that asks
   */
  FileAnswer of(FileAddress address, Found found, String account) {
    Optional<MediaFailure> failure = awaitEnd(found.sound());
    if (failure.isPresent()) {
      return new NoFile(failure.get());
    }
    try {
      return address.form() == Form.WAV
          ? new WholeFile(wav(found.sound()), describe(address, found), found.source())
          : mp3(address, found, account);
    } catch (Unmade unmade) {
      return new NoFile(unmade.failure());
    } catch (IOException broken) {
      return new NoFile(
          new MediaFailure(Unmade.INTERNAL, "The file could not be made: " + broken.getMessage()));
    }
  }

  private WholeFile mp3(FileAddress address, Found found, String account)
      throws IOException, Unmade {
    MediaResource wanted = describe(address, found);
    KeptAddress kept = KeptAddress.of(address);
    MediaKey key =
        wanted.freshness().use() == Use.SHARED ? kept.key() : kept.keyFor(wanted.account());
    // One encodes, who else asks waits for it
    synchronized (encoding.computeIfAbsent(key, same -> new Object())) {
      try {
        Optional<Kept> atHand =
            stock.find(key).filter(same -> same.resource().tag().equals(wanted.tag()));
        if (atHand.isPresent()) {
          stock.used(key);
          return new WholeFile(atHand.get().sound(), wanted, found.source());
        }
        Stock.Begun begun = stock.begin(wanted.account(), kept.key());
        byte[] made = encode(found.sound(), account);
        if (wanted.freshness().use() != Use.NEVER) {
          stock.keep(key, wanted.ofSize(made.length), made, begun);
        }
        return new WholeFile(made, wanted, Source.MISS);
      } finally {
        encoding.remove(key);
      }
    }
  }

  private byte[] encode(Sound sound, String account) throws IOException, Unmade {
    Path wav = Files.createTempFile(folder, "sound-", ".wav");
    Path mp3 = Files.createTempFile(folder, "sound-", ".mp3");
    try {
      write(sound, wav);
      encodings.mp3(wav, mp3, account);
      return Files.readAllBytes(mp3);
    } finally {
      TemporaryFiles.delete(wav);
      TemporaryFiles.delete(mp3);
    }
  }

  private static MediaResource describe(FileAddress address, Found found) {
    MediaResource sound = found.resource();
    return new MediaResource(
        address.shown().text(),
        sound.account(),
        sound.tag() + '-' + address.form().name().toLowerCase(java.util.Locale.ROOT),
        sound.made(),
        sound.size(),
        sound.freshness(),
        sound.validators(),
        sound.varied());
  }

  /** A sound of 16 bit that is whole, as a file. */
  static byte[] wav(Sound sound) throws IOException {
    byte[] file = new byte[WaveFile.sizeOf(sound)];
    int[] end = new int[1];
    WaveFile.write(
        sound,
        (bytes, count) -> {
          System.arraycopy(bytes, 0, file, end[0], count);
          end[0] += count;
        });
    return file;
  }

  /** The same on disk, without a copy of it in memory. */
  static void write(Sound sound, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      WaveFile.write(sound, (bytes, count) -> out.write(bytes, 0, count));
    }
  }

  /** Waits until a sound is whole; why it never will be, else nothing. */
  Optional<MediaFailure> awaitEnd(Sound sound) {
    Semaphore grown = new Semaphore(0);
    Runnable watcher = grown::release;
    sound.watch(watcher);
    try {
      while (!sound.hasEnded()) {
        if (!grown.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
          return Optional.of(
              new MediaFailure(Unmade.TOO_SLOW, "The sound has not grown for a while"));
        }
        grown.drainPermits();
      }
      return sound.failure();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of(new MediaFailure(Unmade.INTERNAL, "The media layer is being stopped"));
    } finally {
      sound.unwatch(watcher);
    }
  }
}
