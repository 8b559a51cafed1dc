package org.jackfield.call;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Where recordings are kept. Any thread. */
public interface Recordings {

  /**
   * Makes room for one that is about to be made.
   *
   * @param source {@code RecordVerb}, {@code DialVerb}, {@code OutboundAPI} ...
   * @param channels 1 or 2
   */
  Draft draft(Sid accountSid, Sid callSid, String source, int channels, Instant started);

  /** Takes one that has been made; its address answers when this returns. */
  Kept keep(Draft draft, Duration length);

  /** Gives back the room of one that came to nothing. */
  void discard(Draft draft);

  /** A recording that is being made; {@code file} is written by the media engine. */
  record Draft(
      Sid sid,
      Sid accountSid,
      Sid callSid,
      String source,
      int channels,
      Instant started,
      Path file) {}

  /**
   * A recording that can be fetched.
   *
   * @param address absolute, without a suffix
   */
  record Kept(Draft draft, String address, Duration length) {}
}
