package org.jackfield.media;

import java.util.Map;
import java.util.Optional;

/**
 * The one form of an address under which something may be kept: a sound, a file made of one, a
 * text.
 *
 * @param text path and query
 */
public record KeptAddress(String text) {

  /** The end of the path of a text that was too long for an address. */
  private static final String LONG_TEXT = "text.txt";

  /** Of a sound. */
  public static KeptAddress of(MediaAddress sound) {
    return new KeptAddress(sound.text());
  }

  /** Of a file that is made of a sound. */
  public static KeptAddress of(FileAddress file) {
    return new KeptAddress(file.text());
  }

  /** Of the text of what is spoken. */
  public static KeptAddress of(TranscriptionAddress words) {
    return new KeptAddress(words.text());
  }

  /** Of a text that was told because it is too long for an address (P2.4). */
  public static KeptAddress ofText(MediaKey digest) {
    return new KeptAddress(MediaAddress.ROOT + LONG_TEXT + "?digest=" + digest.digest());
  }

  /**
   * Reads any of them.
   *
   * @throws IllegalArgumentException with a message that says what would have been right
   */
  public static KeptAddress parse(String text) {
    String path = text.startsWith(MediaAddress.ROOT) ? text : MediaAddress.ROOT + text;
    int query = path.indexOf('?');
    String name = path.substring(MediaAddress.ROOT.length(), query < 0 ? path.length() : query);
    if (name.equals(TranscriptionAddress.NAME)) {
      return of(TranscriptionAddress.read(MediaAddress.parameters(path)));
    }
    if (name.equals(LONG_TEXT)) {
      Map<String, String> parameters = MediaAddress.parameters(path);
      return ofText(new MediaKey(parameters.getOrDefault("digest", "")));
    }
    Optional<FileAddress> file = FileAddress.parse(path);
    return file.isPresent() ? of(file.get()) : of(MediaAddress.parse(path));
  }

  /** Under which it is kept for everybody. */
  public MediaKey key() {
    return MediaKey.of(text);
  }

  /** Under which it is kept for one account alone (P2.23). */
  public MediaKey keyFor(String account) {
    return MediaKey.of(text + '\n' + account);
  }
}
