package org.jackfield.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one side has and the other has not, in sentences. */
final class Gaps {

  private final List<String> found = new ArrayList<>();

  /**
   * Compares an enumeration of the code with one of the manual.
   *
   * @param what such as {@code attribute of <Say>}
   * @param where the page that should have it
   */
  void compare(String what, Set<String> known, Set<String> described, Object where) {
    missing(what, known, described, where);
    invented(what, known, described, where);
  }

  /** What the code knows and the manual does not. */
  void missing(String what, Set<String> known, Set<String> described, Object where) {
    known.stream()
        .filter(name -> !described.contains(name))
        .forEach(name -> note("The %s '%s' has no entry in %s".formatted(what, name, where)));
  }

  /** What the manual has and the code does not know. */
  void invented(String what, Set<String> known, Set<String> described, Object where) {
    described.stream()
        .filter(name -> !known.contains(name))
        .forEach(name ->
            note("The %s '%s' of %s is not known to the code".formatted(what, name, where)));
  }

  void note(String sentence) {
    found.add(sentence);
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
