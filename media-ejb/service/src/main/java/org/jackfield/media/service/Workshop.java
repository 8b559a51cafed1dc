package org.jackfield.media.service;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.Freshness;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaKey;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.MediaRequest.HoldMusic;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.MediaRequest.StoredRecording;
import org.jackfield.media.MediaRequest.Tone;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Speech;
import org.jackfield.media.Speech.SpeechFailed;
import org.jackfield.media.Speech.Voice;

/** Makes sounds. Entered by any thread; whoever asks waits. */
final class Workshop {

  private final Origin origin;
  private final Decoding decoding;
  private final Voices voices;
  private final Path folder;
  private final Recordings recordings;
  private final MediaSettings settings;
  private final Clock clock;

  Workshop(
      MediaSettings settings,
      Clock clock,
      Origin origin,
      Decoding decoding,
      Voices voices,
      Recordings recordings,
      Path folder) {
    this.settings = settings;
    this.clock = clock;
    this.origin = origin;
    this.decoding = decoding;
    this.voices = voices;
    this.recordings = recordings;
    this.folder = folder;
  }

  /** What is to be done for an address. */
  sealed interface Plan {
    MediaResource resource();
  }

  /**
   * The sound that is kept is still the one.
   *
   * @param before what was known of it until now
   */
  record Keep(MediaResource before, MediaResource resource) implements Plan {}

  /** A sound to be made, and then to be thrown away what it is made of. */
  record Make(MediaResource resource, Making making, Runnable end) implements Plan {}

  /** Makes the sound. */
  interface Making {
    void into(SoundWriter sound) throws Unmade;
  }

  /** What is asked for by the address of a recording of the account is that recording (P2.22). */
  MediaRequest ownOf(MediaRequest request, String account) {
    if (request instanceof ExternalFile file) {
      String folder = settings.publicBase() + "/2010-04-01/Accounts/" + account + "/Recordings/";
      String address = file.address().toString();
      String name = address.substring(Math.min(folder.length(), address.length()));
      if (address.startsWith(folder) && name.matches("RE[0-9a-f]{32}(\\.wav|\\.mp3)?")) {
        return new StoredRecording(name.substring(0, 34));
      }
    }
    return request;
  }

  /**
   * Whether a kept sound is what would be made now, as far as can be said without asking others.
   */
  boolean isCurrent(MediaAddress address, MediaRequest request, MediaResource kept) {
    return switch (request) {
      case SpokenText spoken ->
          voices
              .find(spoken.voice(), spoken.language())
              .filter(voice ->
                  Voices.service(voice, spoken.text()).isPresent()
                      ? kept.freshness().isFresh(clock.instant())
                      : tagOf(address, voice).equals(kept.tag()))
              .isPresent();
      case Tone tone -> true;
      case HoldMusic hold -> true;
      case ExternalFile file -> kept.freshness().isFresh(clock.instant()) && variesNot(kept);
      case StoredRecording recording ->
          recordings.tag(recording.recordingSid(), kept.account()).equals(kept.tag());
    };
  }

  /** Finds out what has to be done. */
  Plan plan(
      MediaAddress address, MediaRequest request, String account, Optional<MediaResource> known)
      throws Unmade {
    return switch (request) {
      case SpokenText spoken -> speech(address, spoken, account, known);
      case Tone tone -> own(address, account, Melodies.tone(tone));
      case HoldMusic hold -> own(address, account, Melodies.hold());
      case ExternalFile file -> file(address, file.address(), account, known);
      case StoredRecording recording -> recording(address, recording, account);
    };
  }

  private Plan speech(
      MediaAddress address, SpokenText spoken, String account, Optional<MediaResource> known)
      throws Unmade {
    Voice voice =
        voices
            .find(spoken.voice(), spoken.language())
            .orElseThrow(() ->
                new Unmade(
                    Unmade.NO_SPEECH,
                    "No voice '" + spoken.voice() + "' speaks '" + spoken.language() + "' here"));
    Optional<URI> service = Voices.service(voice, spoken.text());
    if (service.isPresent()) {
      return ofService(address, service.get(), account, known);
    }
    Making making =
        sound -> {
          try {
            voices.engine(voice).speak(spoken, voice, sound);
          } catch (SpeechFailed failed) {
            throw new Unmade(failed.failure().code(), failed.failure().message());
          }
        };
    return make(address, account, tagOf(address, voice), making);
  }

  private Plan own(MediaAddress address, String account, Making making) {
    return make(address, account, MediaKey.of(address.text()).digest(), making);
  }

  private Plan make(MediaAddress address, String account, String tag, Making making) {
    Instant now = clock.instant();
    return new Make(
        new MediaResource(
            address.text(),
            account,
            tag,
            now,
            0,
            Freshness.ofOwn(now, settings.speechLifetime()),
            Map.of(),
            Map.of()),
        making,
        () -> {});
  }

  private Plan recording(MediaAddress address, StoredRecording recording, String account)
      throws Unmade {
    Path file = recordings.file(recording.recordingSid(), account);
    Instant now = clock.instant();
    MediaResource resource =
        new MediaResource(
            address.text(),
            account,
            recordings.tag(recording.recordingSid(), account),
            now,
            0,
            new Freshness(now, Duration.ZERO, Optional.empty(), Freshness.Use.NEVER, Duration.ZERO),
            Map.of(),
            Map.of());
    return new Make(resource, sound -> decoding.decode(file, "audio/wav", "", sound), () -> {});
  }

  private Plan file(MediaAddress address, URI where, String account, Optional<MediaResource> known)
      throws Unmade {
    Map<String, String> validators = known.map(MediaResource::validators).orElse(Map.of());
    Instant now = clock.instant();
    return switch (origin.fetch(where, validators, folder)) {
      case Origin.Unchanged unchanged -> {
        MediaResource kept =
            known.orElseThrow(() ->
                new Unmade(Unmade.STATUS, "The file is said to be unchanged, and is not known"));
        Freshness freshness = forWhom(where, unchanged.renewing(kept.freshness()));
        yield new Keep(kept, kept.validated(freshness, unchanged.validators()));
      }
      case Origin.Fetched fetched -> {
        Freshness freshness = forWhom(where, fetched.freshness());
        MediaResource resource =
            new MediaResource(
                address.shown().text(),
                account,
                tagOf(address, fetched, now),
                now,
                0,
                freshness,
                fetched.validators(),
                fetched.varied());
        yield new Make(
            resource,
            sound -> decode(fetched, where, sound),
            () -> TemporaryFiles.delete(fetched.file()));
      }
    };
  }

  /** What is fetched with a login is for the account that has it alone, whatever is said of it. */
  private static Freshness forWhom(URI where, Freshness said) {
    return where.getRawUserInfo() == null ? said : said.forOneAccount();
  }

  /** What a service of the operator's makes: customers are not told how that is asked. */
  private Plan ofService(
      MediaAddress address, URI service, String account, Optional<MediaResource> known)
      throws Unmade {
    try {
      return switch (file(address, service, account, known)) {
        case Make make -> new Make(make.resource(), sound -> alone(make, sound), make.end());
        case Keep keep -> keep;
      };
    } catch (Unmade failed) {
      throw failed.alone();
    }
  }

  private static void alone(Make make, SoundWriter sound) throws Unmade {
    try {
      make.making().into(sound);
    } catch (Unmade failed) {
      throw failed.alone();
    }
  }

  private void decode(Origin.Fetched fetched, URI where, SoundWriter sound) throws Unmade {
    try {
      decoding.decode(fetched.file(), fetched.contentType(), where.getPath(), sound);
    } catch (Unmade noSound) {
      throw noSound.after(fetched.exchange());
    }
  }

  private static boolean variesNot(MediaResource kept) {
    return kept.varied().entrySet().stream()
        .allMatch(header ->
            Origin.sentHeaders().getOrDefault(header.getKey(), "").equals(header.getValue()));
  }

  private String tagOf(MediaAddress address, Voice voice) {
    Speech engine = voices.engine(voice);
    return MediaKey.of(address.text() + '\n' + engine.edition() + '\n' + voice).digest();
  }

  private static String tagOf(MediaAddress address, Origin.Fetched fetched, Instant now) {
    return MediaKey.of(address.text() + '\n' + fetched.validators() + '\n' + now).digest();
  }
}
