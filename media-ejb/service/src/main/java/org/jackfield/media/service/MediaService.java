package org.jackfield.media.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.media.FileAddress;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaProperty;
import org.jackfield.media.TranscriptionAddress;
import org.jackfield.media.TranscriptionLibrary;
import org.jspecify.annotations.Nullable;

/** The media library of the server, on the server's cache. Entered by any thread. */
@Singleton
@Startup
@Local({MediaLibrary.class, TranscriptionLibrary.class})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MediaService implements MediaLibrary, TranscriptionLibrary {

  @Inject private @Nullable MediaCache cache;
  @Inject private @Nullable RecordingFiles recordings;

  private @Nullable MediaHouse house;

  /** Builds it, and lets the voice be loaded meanwhile. */
  @PostConstruct
  public void start() {
    MediaSettings settings = MediaSettings.read(MediaProperty::ofSystem);
    MediaHouse opened =
        MediaHouse.open(settings, Objects.requireNonNull(cache, "cache"), Clock.systemUTC());
    house = opened;
    Objects.requireNonNull(recordings, "recordings").start(opened.encodings()::mp3);
  }

  /** Gives back threads and connections. */
  @PreDestroy
  public void stop() {
    if (house != null) {
      house.close();
    }
  }

  @Override
  public MediaAnswer open(MediaAddress address, Asker asker) {
    return library().open(address, asker);
  }

  @Override
  public Optional<MediaAnswer.Found> atHand(MediaAddress address, Asker asker) {
    return library().atHand(address, asker);
  }

  @Override
  public FileAnswer openFile(FileAddress address, Asker asker) {
    return library().openFile(address, asker);
  }

  @Override
  public Optional<MediaFailure> refusal() {
    return transcriptions().refusal();
  }

  @Override
  public FileAnswer transcribe(TranscriptionAddress address, Asker asker) {
    return transcriptions().transcribe(address, asker);
  }

  @Override
  public FileAnswer transcribe(InputStream file, String contentType, String language, Asker asker) {
    return transcriptions().transcribe(file, contentType, language, asker);
  }

  @Override
  public void keepText(String text, Asker asker) {
    library().keepText(text, asker);
  }

  @Override
  public String edition(String account) {
    return library().edition(account);
  }

  @Override
  public List<MediaCache.Entry> kept(String account, int limit) {
    return library().kept(account, limit);
  }

  @Override
  public boolean remove(KeptAddress address, String account) {
    return library().remove(address, account);
  }

  @Override
  public int removeAll(String account) {
    return library().removeAll(account);
  }

  @Override
  public Statistics statistics() {
    return library().statistics();
  }

  private TranscriptionLibrary transcriptions() {
    return Objects.requireNonNull(house, "started").transcriptions();
  }

  private MediaLibrary library() {
    return Objects.requireNonNull(house, "started").library();
  }
}
