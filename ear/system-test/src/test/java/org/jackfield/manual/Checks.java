package org.jackfield.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.manual.Description.Operation;
import org.jackfield.manual.Manual.Page;

/** Compares the manual with the code; what is wrong comes back as sentences. */
final class Checks {

  private static final Pattern KIND =
      Pattern.compile("case \"([a-z]+)\" ->(?= (?:isByDigest|\\{\\s+allow))");

  private static final Pattern ALLOWED = Pattern.compile("(?<=allow\\([^)]{0,99})\"([a-z]+)\"");

  private final Path manual;

  /** With the folder of the manual. */
  Checks(Path manual) {
    this.manual = manual;
  }

  /** Each verb has a page of that title, with its attributes and no others. */
  List<String> verbs(Dialect dialect) {
    Gaps gaps = new Gaps();
    List<Page> pages = Manual.pages(manual.resolve("manual"));
    dialect.verbs().forEach(verb -> compare(gaps, verb, dialect.attributesOf(verb), pages));
    page(gaps, "Say", pages)
        .ifPresent(say ->
            gaps.compare("element within <Say>", dialect.speech(), say.entries("element"), "Say"));
    gaps.invented(
        "verb or noun",
        union(Stream.of(dialect.verbs(), dialect.nouns())),
        pages.stream()
            .filter(page -> page.hasTable("attribute"))
            .map(Page::title)
            .collect(Collectors.toCollection(TreeSet::new)),
        "manual");
    Page others = Manual.page(manual.resolve("manual/not-supported.md"));
    gaps.compare("verb that is passed over", dialect.passedOver(), others.entries("verb"), others);
    return gaps.found();
  }

  /** Each noun has one, too, and Dial names them all. */
  List<String> nouns(Dialect dialect) {
    Gaps gaps = new Gaps();
    List<Page> pages = Manual.pages(manual.resolve("manual"));
    dialect.nouns().forEach(noun -> compare(gaps, noun, dialect.attributesOfNoun(noun), pages));
    page(gaps, "Dial", pages)
        .ifPresent(
            dial -> gaps.compare("noun of <Dial>", dialect.nouns(), dial.entries("noun"), "Dial"));
    Page others = Manual.page(manual.resolve("manual/not-supported.md"));
    gaps.compare(
        "noun that is passed over",
        dialect.passedOverInDial(),
        others.entries("noun of Dial"),
        others);
    return gaps.found();
  }

  private static void compare(Gaps gaps, String element, Set<String> known, List<Page> pages) {
    page(gaps, element, pages)
        .ifPresent(found ->
            gaps.compare(
                "attribute of <" + element + ">", known, found.entries("attribute"), found));
  }

  private static Optional<Page> page(Gaps gaps, String title, List<Page> pages) {
    Optional<Page> found = Manual.find(pages, title);
    if (found.isEmpty()) {
      gaps.note("<" + title + "> has no page");
    }
    return found;
  }

  /** Each operation is on one page, with its parameters and properties, and no others. */
  List<String> resources(List<Operation> operations) {
    Gaps gaps = new Gaps();
    List<Page> pages = Manual.pages(manual.resolve("api"));
    Set<String> everywhere = Manual.page(manual.resolve("api/README.md")).entries("parameter");
    gaps.compare("operation", names(operations), entries(pages, "operation"), "api");
    for (Page page : pages) {
      Set<String> named = page.entries("operation");
      List<Operation> here =
          operations.stream().filter(operation -> named.contains(operation.name())).toList();
      if (!here.isEmpty()) {
        Set<String> parameters = union(here.stream().map(Operation::parameters));
        Set<String> properties = union(here.stream().map(Operation::properties));
        Set<String> described = page.entries("parameter");
        gaps.missing("parameter", parameters, union(Stream.of(described, everywhere)), page);
        gaps.invented("parameter", parameters, described, page);
        if (page.hasTable("property")) {
          gaps.compare("property", properties, page.entries("property"), page);
        }
      }
    }
    return gaps.found();
  }

  private static Set<String> names(List<Operation> operations) {
    return union(operations.stream().map(operation -> Set.of(operation.name())));
  }

  /** A parameter that the program reads by its name is on a page of the resources. */
  List<String> parameters(Sources rest) {
    Gaps gaps = new Gaps();
    gaps.missing(
        "parameter",
        rest.parameters(),
        entries(Manual.pages(manual.resolve("api")), "parameter"),
        "api");
    return gaps.found();
  }

  /** What an address of the media layer may have, as the class says that reads it. */
  List<String> media(Sources addresses) {
    Gaps gaps = new Gaps();
    Page page = Manual.page(manual.resolve("manual/media.md"));
    gaps.compare("kind of sound", addresses.found(KIND), page.entries("kind"), page);
    gaps.compare("parameter", addresses.found(ALLOWED), page.entries("parameter"), page);
    return gaps.found();
  }

  /** Each setting is in the list of all, and that has no others. */
  List<String> settings(Sources sources) {
    Gaps gaps = new Gaps();
    Page page = Manual.page(manual.resolve("operations/settings.md"));
    gaps.compare("setting", sources.settings(), page.entries("setting"), page);
    return gaps.found();
  }

  /** Each error code is in the list of all, and that has no others. */
  List<String> codes(Sources sources) {
    Gaps gaps = new Gaps();
    Page page = Manual.page(manual.resolve("errors.md"));
    gaps.compare("code", sources.codes(), page.codes("code"), page);
    return gaps.found();
  }

  private static Set<String> entries(List<Page> pages, String kind) {
    return union(pages.stream().map(page -> page.entries(kind)));
  }

  private static Set<String> union(Stream<Set<String>> sets) {
    return sets.flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
  }
}
