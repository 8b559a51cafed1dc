package org.jackfield.media;

import java.util.Map;
import java.util.TreeMap;

/**
 * The lasting address of the text of what is spoken in a sound (P2.11).
 *
 * @param language an IETF tag, empty where the service has to find out
 */
public record TranscriptionAddress(Spoken spoken, String language) {

  /** The end of its path, behind {@link MediaAddress#ROOT}. */
  public static final String NAME = "transcription.txt";

  /** Where it is spoken. */
  public sealed interface Spoken {}

  /** In what has an address, which is asked for when the text is. */
  public record InSound(MediaAddress sound) implements Spoken {

    /** In the form that services are given: 16 kHz. */
    public InSound {
      sound = sound.as(SoundFormat.L16_16000);
    }
  }

  /** In a file that was sent: its text is there as long as it is kept. */
  public record InFile(MediaKey digest) implements Spoken {}

  /** In the one form that a tag of a language has. */
  public TranscriptionAddress {
    language = MediaAddress.language(language);
  }

  /**
   * Reads an address, or what a form says of one.
   *
   * @param parameters decoded: {@code language}, and one of {@code sound} (an address of a sound
   *     here), {@code url} (a file of somebody's), {@code sid} (a recording) and {@code digest}
   * @throws IllegalArgumentException with a message that says what would have been right
   */
  public static TranscriptionAddress read(Map<String, String> parameters) {
    Map<String, String> source = new TreeMap<>(parameters);
    String language = source.remove("language");
    if (source.size() != 1) {
      throw new IllegalArgumentException(
          "A transcription needs one of sound, url, sid and digest, and may have a language");
    }
    Map.Entry<String, String> only = source.entrySet().iterator().next();
    String value = only.getValue();
    Spoken spoken =
        switch (only.getKey()) {
          case "digest" -> new InFile(new MediaKey(value));
          case "sound" -> new InSound(MediaAddress.parse(value));
          case "url" -> new InSound(MediaAddress.read("file.l16-16", Map.of("url", value)));
          case "sid" -> new InSound(MediaAddress.read("recording.l16-16", Map.of("sid", value)));
          default ->
              throw new IllegalArgumentException(
                  "A transcription has no parameter '" + only.getKey() + "'");
        };
    return new TranscriptionAddress(spoken, language == null ? "" : language);
  }

  /** Path and query in their one form. */
  public String text() {
    String source =
        switch (spoken) {
          case InFile(MediaKey digest) -> "digest=" + digest.digest();
          case InSound(MediaAddress sound) -> "sound=" + PercentEncoding.encode(sound.text());
        };
    // In the order of their names, as all addresses are
    return MediaAddress.ROOT
        + NAME
        + (source.startsWith("d")
            ? '?' + source + "&language=" + language
            : "?language=" + language + '&' + source);
  }

  /** The same as it may be shown, see {@link MediaAddress#shown()}. */
  public TranscriptionAddress shown() {
    return spoken instanceof InSound(MediaAddress sound)
        ? new TranscriptionAddress(new InSound(sound.shown()), language)
        : this;
  }

  /** Under which the text is kept for one account: words are nobody else's. */
  public MediaKey keyFor(String account) {
    return MediaKey.of(text() + '\n' + account);
  }
}
