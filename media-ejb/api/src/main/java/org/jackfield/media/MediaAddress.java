package org.jackfield.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jackfield.media.MediaRequest.ExternalFile;
import org.jackfield.media.MediaRequest.HoldMusic;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.MediaRequest.StoredRecording;
import org.jackfield.media.MediaRequest.Tone;

/**
 * The lasting address of a sound in one format: the same wish has the same address whatever the
 * order of its parameters, any change makes another (P2.3). What is too long for an address stands
 * in it by its SHA-256 and has to be told before, see {@link #isByDigest()} (P2.4).
 *
 * @param kind what is wished for, the first part of the name
 * @param parameters decoded, in the order of their names
 */
public record MediaAddress(String kind, Map<String, String> parameters, SoundFormat format) {

  /** The path under which all addresses are. */
  public static final String ROOT = "/media/";

  /** Encoded characters of a text that an address can hold. */
  public static final int LONGEST_TEXT = 1_500;

  private static final Pattern LOGIN = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

  /** Keeps its own copy of the parameters, in order. */
  public MediaAddress {
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The address of a wish. */
  public static MediaAddress of(MediaRequest request, SoundFormat format) {
    return switch (request) {
      case SpokenText spoken -> new MediaAddress("speech", ofSpeech(spoken), format);
      case ExternalFile file ->
          new MediaAddress("file", Map.of("url", file.address().toString()), format);
      case StoredRecording recording ->
          new MediaAddress("recording", Map.of("sid", recording.recordingSid()), format);
      case Tone tone ->
          new MediaAddress(
              "tone",
              Map.of("name", tone.name(), "millis", Integer.toString(tone.millis())),
              format);
      case HoldMusic hold -> new MediaAddress("hold", Map.of(), format);
    };
  }

  /**
   * Reads an address back.
   *
   * @param name what follows {@link #ROOT}, e.g. {@code speech.pcmu}
   * @param parameters decoded
   * @throws IllegalArgumentException with a message that says what would have been right
   */
  public static MediaAddress read(String name, Map<String, String> parameters) {
    int dot = name.lastIndexOf('.');
    SoundFormat format =
        SoundFormat.ofSuffix(name.substring(dot + 1))
            .orElseThrow(
                () -> new IllegalArgumentException("'" + name + "' names no format of sound"));
    MediaAddress asGiven =
        new MediaAddress(name.substring(0, Math.max(dot, 0)), parameters, format);
    Optional<MediaRequest> request = asGiven.request();
    return request.isPresent() ? of(request.get(), format) : asGiven.normalDigest();
  }

  /** Reads the canonical form back. */
  public static MediaAddress parse(String text) {
    String rest = text.startsWith(ROOT) ? text.substring(ROOT.length()) : text;
    int query = rest.indexOf('?');
    return read(query < 0 ? rest : rest.substring(0, query), parameters(rest));
  }

  /** What stands behind the question mark of an address, decoded. */
  static Map<String, String> parameters(String text) {
    int query = text.indexOf('?');
    Map<String, String> parameters = new TreeMap<>();
    if (query >= 0) {
      for (String pair : text.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException("'" + pair + "' is no parameter with a value");
        }
        String name = PercentEncoding.decode(pair.substring(0, equals));
        if (parameters.put(name, PercentEncoding.decode(pair.substring(equals + 1))) != null) {
          throw new IllegalArgumentException("'" + name + "' is given twice");
        }
      }
    }
    return parameters;
  }

  /** Path and query in their one form, to be put behind the base of a media layer. */
  public String text() {
    StringBuilder text = new StringBuilder(ROOT).append(kind).append('.').append(format.suffix());
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(PercentEncoding.encode(parameter.getValue()));
      separator = '&';
    }
    return text.toString();
  }

  /**
   * The same as it may be shown: of a file that wants a name and a password, without them. It is an
   * address, but another one.
   */
  public MediaAddress shown() {
    String url = parameters.getOrDefault("url", "");
    String hidden = LOGIN.matcher(url).replaceFirst("$1***@");
    return hidden.equals(url) ? this : new MediaAddress(kind, Map.of("url", hidden), format);
  }

  /** Whether it holds a name and a password for somebody's server. */
  public boolean hasLogin() {
    return !shown().equals(this);
  }

  /** Under which it is kept for everybody. */
  public MediaKey key() {
    return MediaKey.of(text());
  }

  /** Under which it is kept for one account alone (P2.23). */
  public MediaKey keyFor(String account) {
    return MediaKey.of(text() + '\n' + account);
  }

  /** Whether the text has to be looked up by its digest. */
  public boolean isByDigest() {
    return parameters.containsKey("digest");
  }

  /** The same in another format. */
  public MediaAddress as(SoundFormat other) {
    return new MediaAddress(kind, parameters, other);
  }

  /** The wish; nothing where its text stands in the address by its digest. */
  public Optional<MediaRequest> request() {
    return switch (kind) {
      case "speech" -> isByDigest() ? Optional.empty() : Optional.of(speech());
      case "file" -> {
        allow("url");
        yield Optional.of(new ExternalFile(file(required("url"))));
      }
      case "recording" -> {
        allow("sid");
        yield Optional.of(new StoredRecording(required("sid")));
      }
      case "tone" -> {
        allow("name", "millis");
        yield Optional.of(new Tone(required("name"), Integer.parseInt(required("millis"))));
      }
      case "hold" -> {
        allow();
        yield Optional.of(new HoldMusic());
      }
      default ->
          throw new IllegalArgumentException(
              "'" + kind + "' is none of speech, file, recording, tone and hold");
    };
  }

  /** The wish of an address by digest, once its text is known. */
  public SpokenText withText(String text) {
    return new SpokenText(
        text,
        parameters.containsKey("markup"),
        parameters.getOrDefault("voice", ""),
        language(parameters.getOrDefault("language", "")));
  }

  private SpokenText speech() {
    if (parameters.containsKey("ssml")) {
      allow("ssml", "voice", "language");
    } else {
      allow("text", "voice", "language");
    }
    return new SpokenText(
        parameters.containsKey("ssml") ? required("ssml") : required("text"),
        parameters.containsKey("ssml"),
        parameters.getOrDefault("voice", ""),
        language(parameters.getOrDefault("language", "")));
  }

  private MediaAddress normalDigest() {
    allow("digest", "markup", "voice", "language");
    String digest = new MediaKey(required("digest")).digest();
    Map<String, String> normal = new TreeMap<>(parameters);
    normal.put("digest", digest);
    normal.put("voice", parameters.getOrDefault("voice", ""));
    normal.put("language", language(parameters.getOrDefault("language", "")));
    return new MediaAddress(kind, normal, format);
  }

  private static Map<String, String> ofSpeech(SpokenText spoken) {
    Map<String, String> parameters = new TreeMap<>();
    if (PercentEncoding.encode(spoken.text()).length() > LONGEST_TEXT) {
      parameters.put("digest", MediaKey.of(spoken.text()).digest());
      if (spoken.markup()) {
        parameters.put("markup", "ssml");
      }
    } else {
      parameters.put(spoken.markup() ? "ssml" : "text", spoken.text());
    }
    parameters.put("voice", spoken.voice());
    parameters.put("language", language(spoken.language()));
    return parameters;
  }

  /** RFC 5646 section 2.1.1: case tells nothing apart, so there is one. */
  static String language(String tag) {
    return tag.isEmpty() ? "" : Locale.forLanguageTag(tag).toLanguageTag();
  }

  private static URI file(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException malformed) {
      // Without the address itself, which may hold a password
      throw new IllegalArgumentException("'url' is no address: " + malformed.getReason());
    }
  }

  private String required(String name) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("'" + kind + "' needs the parameter '" + name + "'");
    }
    return value;
  }

  private void allow(String... names) {
    for (String name : parameters.keySet()) {
      if (!java.util.List.of(names).contains(name)) {
        throw new IllegalArgumentException("'" + kind + "' has no parameter '" + name + "'");
      }
    }
  }
}
