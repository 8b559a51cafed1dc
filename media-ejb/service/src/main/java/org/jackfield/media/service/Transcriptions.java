package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.media.Freshness;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaCache.Kept;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaLibrary.FileAnswer;
import org.jackfield.media.MediaLibrary.NoFile;
import org.jackfield.media.MediaLibrary.WholeFile;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.TranscriptionAddress;
import org.jackfield.media.TranscriptionAddress.InFile;
import org.jackfield.media.TranscriptionAddress.InSound;
import org.jackfield.media.TranscriptionLibrary;

/**
 * Lets a service that the operator has named make text of speech, and keeps the text under an
 * address as sounds are kept (P2.11), for the account that asked alone. Entered by any thread;
 * whoever asks waits.
 */
final class Transcriptions implements TranscriptionLibrary {

  private static final MediaFailure NO_SERVICE =
      new MediaFailure(20501, "No service is set that makes text of speech");
  private static final MediaFailure GONE =
      new MediaFailure(11410, "The file of this address is not known any more: send it again");

  private static final int LONGEST_ANSWER = 1 << 20;

  private final MediaSettings settings;
  private final Stock stock;
  private final MediaLibrary sounds;
  private final SoundFiles files;
  private final Origin origin;
  private final Decoding decoding;
  private final Room room;
  private final Path folder;
  private final Clock clock;
  private final Places places;
  private final Map<MediaKey, Object> making = new ConcurrentHashMap<>();

  Transcriptions(
      MediaSettings settings,
      Stock stock,
      MediaLibrary sounds,
      SoundFiles files,
      Origin origin,
      Decoding decoding,
      Room room,
      Path folder,
      Clock clock) {
    this.settings = settings;
    this.stock = stock;
    this.sounds = sounds;
    this.files = files;
    this.origin = origin;
    this.decoding = decoding;
    this.room = room;
    this.folder = folder;
    this.clock = clock;
    this.places = new Places(settings.places());
  }

  @Override
  public Optional<MediaFailure> refusal() {
    return settings.transcription().isPresent() ? Optional.empty() : Optional.of(NO_SERVICE);
  }

  @Override
  public FileAnswer transcribe(TranscriptionAddress address, Asker asker) {
    return switch (address.spoken()) {
      case InFile sent ->
          stock
              .find(address.keyFor(asker.accountSid()))
              .<FileAnswer>map(Transcriptions::asKept)
              .orElse(new NoFile(GONE));
      case InSound(MediaAddress sound) ->
          settings.transcription().isEmpty()
              ? new NoFile(NO_SERVICE)
              : switch (sounds.open(sound, asker)) {
                case MediaAnswer.Failed(MediaFailure failure) -> new NoFile(failure);
                case Found found -> ofSound(address, found, asker);
              };
    };
  }

  @Override
  public FileAnswer transcribe(InputStream sent, String contentType, String language, Asker asker) {
    if (settings.transcription().isEmpty()) {
      return new NoFile(NO_SERVICE);
    }
    Path file = null;
    try {
      file = Files.createTempFile(folder, "sent-", ".media");
      TranscriptionAddress address =
          new TranscriptionAddress(new InFile(save(sent, file)), language);
      Path saved = file;
      Instant now = clock.instant();
      Freshness freshness = Freshness.ofOwn(now, Duration.ofDays(30)).forOneAccount();
      return once(
          describe(address, asker, address.keyFor("").digest(), now, freshness),
          KeptAddress.of(address),
          () -> heard(saved, contentType, address.language()));
    } catch (Unmade unmade) {
      return new NoFile(unmade.failure());
    } catch (IOException broken) {
      return new NoFile(
          new MediaFailure(Unmade.BROKEN, "The file did not come whole: " + broken.getMessage()));
    } finally {
      if (file != null) {
        TemporaryFiles.delete(file);
      }
    }
  }

  private FileAnswer ofSound(TranscriptionAddress address, Found found, Asker asker) {
    Optional<MediaFailure> failure = files.awaitEnd(found.sound());
    if (failure.isPresent()) {
      return new NoFile(failure.get());
    }
    MediaResource sound = found.resource();
    return once(
        describe(
            address,
            asker,
            MediaKey.of(address.text() + '\n' + sound.tag()).digest(),
            clock.instant(),
            sound.freshness().forOneAccount()),
        KeptAddress.of(address),
        () -> ask(found.sound(), address.language()));
  }

  /** Makes a text. */
  private interface Making {
    byte[] make() throws IOException, Unmade;
  }

  /** One asks the service, who else wants the same waits for it. */
  private FileAnswer once(MediaResource wanted, KeptAddress address, Making making) {
    MediaKey key = address.keyFor(wanted.account());
    synchronized (this.making.computeIfAbsent(key, same -> new Object())) {
      try (Places.Turn turn = places.turn(wanted.account())) {
        Optional<Kept> kept =
            stock.find(key).filter(same -> same.resource().tag().equals(wanted.tag()));
        if (kept.isPresent()) {
          stock.used(key);
          return asKept(kept.get());
        }
        if (!turn.await(settings.patience())) {
          return new NoFile(new MediaFailure(Unmade.TOO_SLOW, "All places are taken"));
        }
        Stock.Begun begun = stock.begin(wanted.account(), address.key());
        byte[] text = making.make();
        MediaResource whole = wanted.ofSize(text.length);
        // Of a recording, which may be deleted for good, no words stay behind
        if (whole.freshness().use() != Use.NEVER) {
          stock.keep(key, whole, text, begun);
        }
        return new WholeFile(text, whole, Source.MISS);
      } catch (Unmade unmade) {
        return new NoFile(unmade.failure());
      } catch (IOException broken) {
        return new NoFile(
            new MediaFailure(Unmade.INTERNAL, "The sound could not be sent: " + broken));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new NoFile(new MediaFailure(Unmade.INTERNAL, "The media layer is being stopped"));
      } finally {
        this.making.remove(key);
      }
    }
  }

  private static WholeFile asKept(Kept kept) {
    return new WholeFile(kept.sound(), kept.resource(), Source.HIT);
  }

  private static MediaResource describe(
      TranscriptionAddress address, Asker asker, String tag, Instant now, Freshness freshness) {
    return new MediaResource(
        address.shown().text(), asker.accountSid(), tag, now, 0, freshness, Map.of(), Map.of());
  }

  private byte[] ask(Sound sound, String language) throws IOException, Unmade {
    Path file = Files.createTempFile(folder, "heard-", ".wav");
    try {
      SoundFiles.write(sound, file);
      URI service =
          URI.create(
              settings
                  .transcription()
                  .orElseThrow()
                  .replace("{language}", URLEncoder.encode(language, StandardCharsets.UTF_8)));
      return Transcript.of(origin.post(service, "audio/wav", file, LONGEST_ANSWER));
    } finally {
      TemporaryFiles.delete(file);
    }
  }

  private MediaKey save(InputStream sent, Path file) throws IOException, Unmade {
    try (OutputStream out = Files.newOutputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      DigestInputStream in = new DigestInputStream(sent, sha256);
      byte[] block = new byte[32 * 1_024];
      long total = 0;
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        total += count;
        if (total > settings.longestFile()) {
          throw new Unmade(
              Unmade.NO_SOUND, "A file has at most " + settings.longestFile() + " bytes");
        }
        out.write(block, 0, count);
      }
      return new MediaKey(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  private byte[] heard(Path file, String contentType, String language) throws IOException, Unmade {
    try (Room.Part part = room.part()) {
      Sound sound = new Sound(SoundFormat.L16_16000);
      SoundWriter writer = new SoundWriter(sound, settings.longestSound(), part);
      decoding.decode(file, contentType, "", writer);
      writer.end();
      writer.refuseWhatIsTooMuch();
      return ask(sound, language);
    }
  }
}
