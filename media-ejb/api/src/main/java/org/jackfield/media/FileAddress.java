package org.jackfield.media;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.RecordingLibrary.Form;

/**
 * The address of a sound as a file that any player takes, e.g. a web page's (P2.17): that of the
 * sound at 16 kHz, with another ending.
 */
public record FileAddress(MediaAddress sound, Form form) {

  private static final SoundFormat FORMAT = SoundFormat.L16_16000;

  /**
   * Reads an address that ends as a file does; nothing where it is that of a sound.
   *
   * @param name what follows {@link MediaAddress#ROOT}, e.g. {@code speech.mp3}
   * @throws IllegalArgumentException with a message that says what would have been right
   */
  public static Optional<FileAddress> read(String name, Map<String, String> parameters) {
    return formOf(name)
        .map(form -> new FileAddress(MediaAddress.read(asSound(name), parameters), form));
  }

  /** Reads the canonical form back; nothing where it is that of a sound. */
  public static Optional<FileAddress> parse(String text) {
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    return formOf(path)
        .map(form ->
            new FileAddress(
                MediaAddress.parse(asSound(path) + text.substring(path.length())), form));
  }

  /** Path and query in their one form. */
  public String text() {
    return ofFile(sound.text());
  }

  /** The same as it may be shown, see {@link MediaAddress#shown()}. */
  public FileAddress shown() {
    return new FileAddress(sound.shown(), form);
  }

  /** An address that begins with that of the sound, as one of the file. */
  public String ofFile(String address) {
    String from = sound.kind() + '.' + FORMAT.suffix();
    return address.replaceFirst(
        java.util.regex.Pattern.quote(from),
        sound.kind() + '.' + form.name().toLowerCase(Locale.ROOT));
  }

  private static Optional<Form> formOf(String path) {
    for (Form form : Form.values()) {
      if (path.endsWith('.' + form.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  private static String asSound(String path) {
    return path.substring(0, path.lastIndexOf('.') + 1) + FORMAT.suffix();
  }
}
