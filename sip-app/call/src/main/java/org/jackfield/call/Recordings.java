package org.jackfield.call;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jackfield.call.Calls.Track;

/** Where recordings are kept. Any thread. */
public interface Recordings {

  /**
   * Makes room for one that is about to be made.
   *
   * @param source {@code RecordVerb}, {@code DialVerb}, {@code OutboundAPI} ...
   * @param channels 1 or 2
   * @param track what of the call is heard in it
   */
  Draft draft(
      Sid accountSid, Sid callSid, String source, int channels, Track track, Instant started);

  /** Takes one that has been made; its address answers when this returns. */
  Kept keep(Draft draft, Duration length);

  /** One that is being made pauses, or goes on. */
  void pause(Draft draft, boolean isPaused);

  /** Gives back the room of one that came to nothing. */
  void discard(Draft draft);

  /** A recording that is being made; {@code file} is written by the media engine. */
  record Draft(
      Sid sid,
      Sid accountSid,
      Sid callSid,
      String source,
      int channels,
      Track track,
      Instant started,
      Path file) {}

  /**
   * A recording that can be fetched.
   *
   * @param address absolute, without a suffix
   */
  record Kept(Draft draft, String address, Duration length) {}
}
