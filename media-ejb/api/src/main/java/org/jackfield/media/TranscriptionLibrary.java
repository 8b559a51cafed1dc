package org.jackfield.media;

import java.io.InputStream;
import java.util.Optional;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary.FileAnswer;

/**
 * Answers with the text of what is spoken, from the cache or by having it made (P2.11). Entered by
 * any thread; whoever asks waits.
 */
public interface TranscriptionLibrary {

  /** Why no text can be made, nothing where it can. */
  Optional<MediaFailure> refusal();

  /** The text of an address, in UTF-8. */
  FileAnswer transcribe(TranscriptionAddress address, Asker asker);

  /**
   * The text of a file that is sent. Its address is that of the answer's resource.
   *
   * @param file read to its end, or to the largest size that a file may have; not closed
   */
  FileAnswer transcribe(InputStream file, String contentType, String language, Asker asker);
}
