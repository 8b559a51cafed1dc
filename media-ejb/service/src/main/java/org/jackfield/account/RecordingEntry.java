package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** What is known of a recording; its sound is with the media layer. */
@Entity
@Table(name = "recording")
public class RecordingEntry extends Owned {

  long version = 1;

  @Column(name = "call_sid")
  String callSid = "";

  String status = "in-progress";
  int channels = 1;
  String track = "both";
  String source = "RecordVerb";
  Instant started = created;

  @Column(name = "duration_seconds")
  @Nullable Integer durationSeconds;

  @Column(name = "media_key")
  @Nullable String mediaKey;

  /** For the provider of persistence. */
  protected RecordingEntry() {}

  /** As far as it has come. */
  public RecordingEntry(RecordingState state) {
    super(state.sid(), state.account());
    callSid = state.call().value();
    source = state.source();
    channels = state.channels();
    track = state.track();
    started = state.started();
    created = started;
    write(state);
  }

  @Override
  public long version() {
    return version;
  }

  /** The call that is heard. */
  public Sid call() {
    return new Sid(callSid);
  }

  /** One of {@code in-progress paused stopped processing completed absent}. */
  public String status() {
    return status;
  }

  /** One, or two with a party on each. */
  public int channels() {
    return channels;
  }

  /** One of {@code inbound outbound both}. */
  public String track() {
    return track;
  }

  /** What asked for it. */
  public String source() {
    return source;
  }

  /** When it began. */
  public Instant started() {
    return started;
  }

  /** How long it is, once it is complete. */
  public Optional<Duration> duration() {
    return Optional.ofNullable(durationSeconds).map(Duration::ofSeconds);
  }

  /** Where the media layer has the sound. */
  public Optional<String> mediaKey() {
    return Optional.ofNullable(mediaKey);
  }

  void take(RecordingState state) {
    write(state);
    touch();
    version++;
  }

  private void write(RecordingState state) {
    status = state.status();
    durationSeconds = state.length().map(length -> (int) length.toSeconds()).orElse(null);
    mediaKey = state.account() + "/" + state.sid();
  }
}
