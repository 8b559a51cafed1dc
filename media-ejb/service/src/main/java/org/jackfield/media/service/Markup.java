package org.jackfield.media.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Speech markup (SSML) for a voice that knows none: its words, and the pauses between them. */
final class Markup {

  private static final Pattern PART = Pattern.compile("<(/?)([\\w:-]+)([^<>]*?)(/?)>|([^<]+)|<");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w:-]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");
  private static final Pattern TIME = Pattern.compile("([0-9.]{1,6})(ms|s)");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,35}");
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  /** Elements of SSML that are for speech alone, with their attributes. */
  private static final Map<String, List<String>> ELEMENTS =
      Map.ofEntries(
          Map.entry("break", List.of("strength", "time")),
          Map.entry("emphasis", List.of("level")),
          Map.entry("lang", List.of("xml:lang")),
          Map.entry("p", List.of("xml:lang")),
          Map.entry("phoneme", List.of("alphabet", "ph")),
          Map.entry("prosody", List.of("volume", "rate", "pitch", "range", "contour", "duration")),
          Map.entry("s", List.of("xml:lang")),
          Map.entry("say-as", List.of("interpret-as", "format", "detail")),
          Map.entry("sub", List.of("alias")),
          Map.entry("voice", List.of("xml:lang", "gender", "age")),
          Map.entry("w", List.of("role")));

  private static final int LONGEST_BREAK = 10_000;

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private Optional<String> spelled = Optional.empty();
  private boolean replaced;

  private Markup() {}

  /** What is to be done next. */
  sealed interface Piece {}

  /** Words to be spoken. */
  record Words(String text) implements Piece {}

  /** Silence. */
  record Break(int millis) implements Piece {}

  /** Reads the inner markup of a {@code speak} element. What is unknown is passed over. */
  static List<Piece> read(String markup) {
    Markup reader = new Markup();
    Matcher part = PART.matcher(markup);
    while (part.find()) {
      String name = part.group(2);
      if (name == null) {
        reader.say(part.group());
      } else if (part.group(1).isEmpty()) {
        reader.open(name.toLowerCase(Locale.ROOT), attributes(part.group(3)));
        if (!part.group(4).isEmpty()) {
          reader.close(name.toLowerCase(Locale.ROOT));
        }
      } else {
        reader.close(name.toLowerCase(Locale.ROOT));
      }
    }
    reader.endWords();
    return reader.pieces;
  }

  /**
   * The same markup for a voice that knows it, with nothing left but elements and attributes of
   * speech: some voices open files that others name.
   */
  static String speechAlone(String markup) {
    StringBuilder clean = new StringBuilder(markup.length() + 16);
    Matcher part = PART.matcher(markup);
    while (part.find()) {
      String name = part.group(2);
      if (name == null) {
        clean.append(part.group().equals("<") ? "&lt;" : text(part.group(5)));
      } else if (ELEMENTS.containsKey(name)) {
        element(clean, part);
      } else {
        clean.append(' ');
      }
    }
    return clean.toString();
  }

  private static void element(StringBuilder clean, Matcher part) {
    String name = part.group(2);
    clean.append('<').append(part.group(1)).append(name);
    if (part.group(1).isEmpty()) {
      Matcher attribute = ATTRIBUTE.matcher(part.group(3));
      while (attribute.find()) {
        String quoted = attribute.group(2);
        String value = decoded(quoted.substring(1, quoted.length() - 1));
        boolean fits = !attribute.group(1).equals("xml:lang") || LANGUAGE.matcher(value).matches();
        if (fits && ELEMENTS.getOrDefault(name, List.of()).contains(attribute.group(1))) {
          clean.append(' ').append(attribute.group(1));
          clean.append("=\"").append(escaped(value)).append('"');
        }
      }
    }
    clean.append(part.group(4)).append('>');
  }

  private static String text(String raw) {
    return escaped(decoded(raw));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void say(String raw) {
    if (replaced) {
      return;
    }
    String text = decoded(raw);
    words.append(
        spelled.isPresent()
            ? text.strip()
                .chars()
                .mapToObj(Character::toString)
                .filter(character -> !character.isBlank())
                .collect(Collectors.joining(", "))
            : text);
  }

  private void open(String name, Map<String, String> attributes) {
    switch (name) {
      case "break" -> pause(breakMillis(attributes));
      case "p" -> pause(400);
      case "s" -> pause(200);
      case "sub" -> {
        words.append(decoded(attributes.getOrDefault("alias", "")));
        replaced = attributes.containsKey("alias");
      }
      case "say-as" -> {
        String as = attributes.getOrDefault("interpret-as", "");
        boolean spells = List.of("characters", "spell-out", "digits", "telephone").contains(as);
        spelled = spells ? Optional.of(as) : Optional.empty();
      }
      default -> words.append(' ');
    }
  }

  private void close(String name) {
    switch (name) {
      case "sub" -> replaced = false;
      case "say-as" -> spelled = Optional.empty();
      case "p" -> pause(400);
      case "s" -> pause(200);
      default -> words.append(' ');
    }
  }

  private void pause(int millis) {
    endWords();
    if (millis > 0 && !pieces.isEmpty()) {
      pieces.add(new Break(millis));
    }
  }

  private void endWords() {
    String text = words.toString().strip();
    words.setLength(0);
    if (!text.isEmpty()) {
      pieces.add(new Words(text));
    }
  }

  private static int breakMillis(Map<String, String> attributes) {
    Matcher time = TIME.matcher(attributes.getOrDefault("time", ""));
    if (time.matches()) {
      double value = Double.parseDouble("0" + time.group(1).replaceAll("\\.(?=.*\\.)", ""));
      return (int) Math.min(LONGEST_BREAK, time.group(2).equals("s") ? value * 1_000 : value);
    }
    return switch (attributes.getOrDefault("strength", "medium")) {
      case "none" -> 0;
      case "x-weak", "weak" -> 150;
      case "strong" -> 600;
      case "x-strong" -> 1_000;
      default -> 350;
    };
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new java.util.HashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(text);
    while (attribute.find()) {
      String quoted = attribute.group(2);
      attributes.put(
          attribute.group(1).toLowerCase(Locale.ROOT), quoted.substring(1, quoted.length() - 1));
    }
    return attributes;
  }

  private static String decoded(String text) {
    return Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|\\w{1,8});")
        .matcher(text)
        .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1))));
  }

  private static String character(String entity) {
    if (!entity.startsWith("#")) {
      return ENTITIES.getOrDefault(entity, " ");
    }
    int code =
        entity.startsWith("#x")
            ? Integer.parseInt(entity.substring(2), 16)
            : Integer.parseInt(entity.substring(1));
    return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
  }
}
