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
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaCache;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaResource;
import org.jspecify.annotations.Nullable;

/** The media library of the server, on the server's cache. Entered by any thread. */
@Singleton
@Startup
@Local(MediaLibrary.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MediaService implements MediaLibrary {

  @Inject private @Nullable MediaCache cache;
  @Inject private @Nullable RecordingFiles recordings;

  private @Nullable MediaHouse house;

  /** Builds it, and lets the voice be loaded meanwhile. */
  @PostConstruct
  public void start() {
    MediaSettings settings = MediaSettings.read(MediaSettings::ofSystem);
    MediaHouse opened =
        MediaHouse.open(settings, Objects.requireNonNull(cache, "cache"), Clock.systemUTC());
    house = opened;
    Objects.requireNonNull(recordings, "recordings").start(opened.decoding()::encode);
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
  public boolean isAtHand(MediaAddress address, Asker asker) {
    return library().isAtHand(address, asker);
  }

  @Override
  public void keepText(String text) {
    library().keepText(text);
  }

  @Override
  public List<MediaResource> kept(String account, int limit) {
    return library().kept(account, limit);
  }

  @Override
  public boolean remove(MediaAddress address, String account) {
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

  private MediaLibrary library() {
    return Objects.requireNonNull(house, "started").library();
  }
}
