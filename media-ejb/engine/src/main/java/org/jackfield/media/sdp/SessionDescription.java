package org.jackfield.media.sdp;

import java.util.List;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;

/**
 * A description as a peer wrote it, read once. What it says is not yet agreed on.
 *
 * @param media its sections, in their order
 */
public record SessionDescription(List<MediaLine> media) {

  /** Longer ones are refused. */
  public static final int MOST_CHARACTERS = 16 * 1_024;

  /** Those with more sections are refused. */
  public static final int MOST_MEDIA = 8;

  /** Takes a copy. */
  public SessionDescription {
    media = List.copyOf(media);
  }

  /**
   * Reads a description.
   *
   * @throws MediaRefused if it is none, or larger than we take
   */
  public static SessionDescription read(String text) throws MediaRefused {
    if (text.length() > MOST_CHARACTERS) {
      throw malformed("a description has at most 16 KiB, not " + text.length() + " characters");
    }
    return new DescriptionReader(text).read();
  }

  static MediaRefused malformed(String message) {
    return new MediaRefused(Reason.MALFORMED, message);
  }
}
