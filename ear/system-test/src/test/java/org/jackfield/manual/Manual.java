package org.jackfield.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the manual, of which the tables count: the head of each says what it lists. */
final class Manual {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern CODE = Pattern.compile("\\b\\d{5}\\b");

  private Manual() {}

  /**
   * A page.
   *
   * @param title its first heading
   * @param rows of all its tables, by the first word of the head: the first cell of each
   */
  record Page(Path file, String title, Map<String, List<String>> rows) {

    /** What the tables of a kind list: all that is quoted in their first cells. */
    Set<String> entries(String kind) {
      return found(kind, QUOTED, match -> match.group(1));
    }

    /** Likewise, of numbers that are not quoted. */
    Set<String> codes(String kind) {
      return found(kind, CODE, MatchResult::group);
    }

    private Set<String> found(String kind, Pattern pattern, Function<MatchResult, String> part) {
      return rows.getOrDefault(kind, List.of()).stream()
          .flatMap(cell -> pattern.matcher(cell).results().map(part))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean hasTable(String kind) {
      return rows.containsKey(kind);
    }

    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  /** The pages of a folder. */
  static List<Page> pages(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Manual::page)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The page of that title. */
  static Optional<Page> find(List<Page> pages, String title) {
    return pages.stream().filter(page -> page.title().equals(title)).findFirst();
  }

  /** One page. */
  static Page page(Path file) {
    try {
      return page(file, Files.readAllLines(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Page page(Path file, List<String> lines) {
    String title =
        lines.stream()
            .filter(line -> line.startsWith("# "))
            .findFirst()
            .map(line -> line.substring(2).strip())
            .orElse("");
    Map<String, List<String>> rows = new TreeMap<>();
    String kind = "";
    for (String line : lines) {
      if (!line.startsWith("|")) {
        kind = "";
      } else if (kind.isEmpty()) {
        kind = firstCell(line);
        rows.putIfAbsent(kind, new ArrayList<>());
      } else {
        rows.computeIfAbsent(kind, none -> new ArrayList<>()).add(firstCell(line));
      }
    }
    return new Page(file, title, rows);
  }

  private static String firstCell(String row) {
    int end = row.indexOf('|', 1);
    return row.substring(1, end < 0 ? row.length() : end).strip();
  }
}
