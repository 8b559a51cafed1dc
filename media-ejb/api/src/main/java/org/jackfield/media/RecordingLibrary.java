package org.jackfield.media;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The sounds of recordings, each with its account. Entered by any thread. */
public interface RecordingLibrary {

  /** The forms in which a recording can be had. */
  enum Form {
    /** As it was recorded. */
    WAV("audio/x-wav"),
    /** Smaller. */
    MP3("audio/mpeg");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }

    /** Its MIME type. */
    public String contentType() {
      return contentType;
    }
  }

  /** So much is being brought into a smaller form that there was no turn for this in time. */
  final class TooManyAtOnce extends IOException {
    private static final long serialVersionUID = 1L;

    /** With what is said of it. */
    public TooManyAtOnce(String message) {
      super(message);
    }
  }

  /**
   * The sound of a recording, as far as it has come; nothing if the account has none of that name.
   * To be closed.
   *
   * @throws IOException if it is there and cannot be read or brought into the form
   */
  Optional<Recorded> open(String account, String sid, Form form) throws IOException;

  /** Where others fetch one: absolute, without a suffix. */
  String address(String account, String sid);

  /** Deletes a recording for good: no node finds it any more. */
  void delete(String account, String sid);

  /** Waits, within a limit, until the database knows what has happened so far. */
  void settle(Duration atMost);

  /** A sound in a file. One thread. */
  interface Recorded extends AutoCloseable {

    /** Bytes. */
    long size();

    /** Another one after each change, without quotes. */
    String tag();

    /** When it was changed last. */
    Instant modified();

    /** Whether there will be more. */
    boolean isGrowing();

    /**
     * So many bytes from a place on.
     *
     * @throws IOException if it is not what it was when it was opened: what was read must not look
     *     whole
     */
    void copy(long from, long count, Output into) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Where bytes go. */
  interface Output {
    /** Takes some. */
    void take(byte[] bytes, int count) throws IOException;
  }
}
