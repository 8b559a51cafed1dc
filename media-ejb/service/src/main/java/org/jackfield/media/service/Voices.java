package org.jackfield.media.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jackfield.media.Speech;
import org.jackfield.media.Speech.Voice;

/**
 * Which voice of which engine speaks for a voice and a language of a document. A table: a key is a
 * voice, a voice and a language, or either with a star, and {@code {language}} stands for what was
 * asked for; of the lines that fit, the most exact whose engine is there is taken.
 *
 * <pre>
 * alice|en-GB = espeak-ng en-gb+f3
 * alice|*     = freetts kevin16 pitch=190
 * brian|*     = http https://speech.example/say?voice=brian&lang={language}&text={text}
 * </pre>
 *
 * <p>The engine {@code http} is any service that answers a GET with sound (P2.8): its voice is the
 * address, in which {@code {text}} stands for what is to be said.
 */
final class Voices {

  /** The engine that is somebody else's, asked over HTTP. */
  private static final String SERVICE = "http";

  private static final System.Logger LOG = System.getLogger(Voices.class.getName());

  private final Optional<Path> own;
  private final Properties builtIn;
  private final Map<String, Speech> engines;
  private volatile Written written;

  private Voices(
      Optional<Path> own, Written written, Properties builtIn, Map<String, Speech> engines) {
    this.own = own;
    this.written = written;
    this.builtIn = builtIn;
    this.engines = engines;
  }

  /**
   * What the operator has written.
   *
   * @param state when, and how much: another state is another table
   */
  private record Written(String state, Properties table) {}

  /** The operator's table, if there is one, before the built-in one. */
  static Voices read(Optional<Path> own, List<Speech> engines) {
    Map<String, Speech> byName = new HashMap<>();
    engines.forEach(engine -> byName.put(engine.name(), engine));
    try (InputStream in = Voices.class.getResourceAsStream("voices.properties")) {
      Properties builtIn =
          load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
      Written first = own.isPresent() ? written(own.get()) : new Written("", new Properties());
      return new Voices(own, first, builtIn, byName);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The table of voices cannot be read", unreadable);
    }
  }

  private static Written written(Path file) throws IOException {
    String state = stateOf(file);
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Written(state, load(reader));
    }
  }

  private static String stateOf(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
  }

  /** The tables as they are now: the operator may have written another one since. */
  private List<Properties> tables() {
    if (own.isPresent()) {
      Written before = written;
      String state = before.state();
      try {
        state = stateOf(own.get());
        if (!state.equals(before.state())) {
          written = written(own.get());
          LOG.log(Level.INFO, "The table of voices {0} has been read again", own.get());
        }
      } catch (IOException | IllegalArgumentException wrong) {
        // Said once, and calls go on with what was right before
        if (!state.equals(before.state())) {
          written = new Written(state, before.table());
          LOG.log(Level.ERROR, "The table of voices " + own.get() + " stays as it was", wrong);
        }
      }
    }
    return List.of(written.table(), builtIn);
  }

  /** The address at which a service speaks a text, where the voice is one of a service. */
  static Optional<URI> service(Voice voice, String text) {
    return voice.engine().equals(SERVICE)
        ? Optional.of(
            URI.create(
                voice
                    .name()
                    .replace(
                        "{text}",
                        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))))
        : Optional.empty();
  }

  /** The engine of a voice, which {@link #find} has named. */
  Speech engine(Voice voice) {
    return Objects.requireNonNull(engines.get(voice.engine()), voice.engine());
  }

  /** The voice for what a document says, nothing if no line fits. */
  Optional<Voice> find(String voice, String language) {
    String spoken = language.isEmpty() ? "en-US" : language;
    String general = Locale.forLanguageTag(spoken).getLanguage();
    String family = voice.replaceFirst("\\..*", ".*");
    List<String> names = new ArrayList<>(List.of(voice.isEmpty() ? "man" : voice, family, "*"));
    List<Properties> tables = tables();
    for (String name : names) {
      for (String tongue : List.of(spoken, general, "*")) {
        for (Properties table : tables) {
          Optional<Voice> found =
              Optional.ofNullable(table.getProperty((name + "|" + tongue).toLowerCase(Locale.ROOT)))
                  .map(line -> line.replace("{language}", tag(spoken)))
                  .map(Voices::parse)
                  .filter(candidate ->
                      candidate.engine().equals(SERVICE)
                          || engines.containsKey(candidate.engine()));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What a document says, and what goes into commands and addresses: nothing but a tag. */
  private static String tag(String language) {
    return language.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
  }

  private static Voice parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "'" + line + "' names no engine and voice, as in 'freetts kevin16 pitch=190'");
    }
    Map<String, String> settings = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + words[i] + "' is no setting such as pitch=190");
      }
      settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new Voice(words[0], words[1], settings);
  }

  private static Properties load(Reader reader) throws IOException {
    Properties asWritten = new Properties();
    asWritten.load(reader);
    Properties table = new Properties();
    for (String key : asWritten.stringPropertyNames()) {
      String value = asWritten.getProperty(key);
      parse(value);
      table.setProperty(key.toLowerCase(Locale.ROOT), value);
    }
    return table;
  }
}
