package org.jackfield.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the text of the sources says: all that is under a {@code src/main}, but for the example. */
final class Sources {

  /** A literal that is a whole name; of those the one for a file is none of a setting. */
  private static final Pattern SETTING =
      Pattern.compile("(?<!resolve\\()\"(jackfield(?:\\.[a-z0-9-]+)+)\"");

  /** Names that are put together: a literal that ends with a point, and what a reader is asked. */
  private static final Pattern BEGINNING =
      Pattern.compile("\"(jackfield(?:\\.[a-z0-9-]+)+\\.)\" \\+ name");

  private static final Pattern END = Pattern.compile("\\breader\\.\\w+\\(\\s*\"([a-z0-9.-]+)\"");
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{(jackfield(?:\\.[a-z0-9-]+)+)[:}]");

  private static final Pattern TEXT =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'"
              + "|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

  /** Other numbers of that size are written with an underscore: {@code 16_000}. */
  private static final Pattern CODE =
      Pattern.compile("(?<![\\w.])((?:1[1-6]|2[01])[0-9]{3})(?![\\w.])");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\b(?:filled|text|required|all|address|method|flag|number|sid|query|oneOf|party|date)"
              + "\\(\\s*(?:parameters,\\s*)?\"([A-Z][A-Za-z]+)\"");

  private final List<Path> files;
  private final Path home;

  private Sources(Path home, List<Path> files) {
    this.home = home;
    this.files = files;
  }

  /** Those below a folder. */
  static Sources below(Path home) {
    try (Stream<Path> all = Files.walk(home)) {
      return new Sources(
          home,
          all.filter(Files::isRegularFile)
              .filter(file -> isMain(home.relativize(file).toString()))
              .sorted()
              .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isMain(String path) {
    return path.matches("(.*/)?src/main/.*\\.(java|xml)")
        && !path.matches("(.*/)?target/.*|server-config/example/.*");
  }

  /** Those of some modules alone. */
  Sources of(String... modules) {
    return new Sources(
        home,
        files.stream()
            .filter(file -> Stream.of(modules).anyMatch(home.relativize(file)::startsWith))
            .toList());
  }

  /** The system properties that they read. */
  Set<String> settings() {
    Set<String> names = new TreeSet<>();
    for (Path file : files) {
      String text = withoutComments(text(file));
      names.addAll(found(text, file.toString().endsWith(".xml") ? EXPRESSION : SETTING));
      for (String beginning : found(text, BEGINNING)) {
        found(text, END).forEach(end -> names.add(beginning + end));
      }
    }
    return names;
  }

  /** The numbers in them that are error codes. */
  Set<String> codes() {
    return files.stream()
        .filter(file -> file.toString().endsWith(".java"))
        .flatMap(file -> found(TEXT.matcher(text(file)).replaceAll(" "), CODE).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The parameters of requests that they read by their names. */
  Set<String> parameters() {
    return found(PARAMETER);
  }

  /** All that a pattern finds, its first group. */
  Set<String> found(Pattern pattern) {
    return files.stream()
        .flatMap(file -> found(text(file), pattern).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(String text, Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String withoutComments(String text) {
    return TEXT.matcher(text)
        .replaceAll(
            found -> found.group().startsWith("/") ? " " : Matcher.quoteReplacement(found.group()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
