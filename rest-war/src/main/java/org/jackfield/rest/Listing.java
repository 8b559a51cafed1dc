package org.jackfield.rest;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param name of the list in JSON
 * @param element of the list in XML
 */
public record Listing(
    String name, String element, List<Representation> items, int page, int size, Links links)
    implements Shown {

  /** Addresses of pages, relative. */
  public record Links(
      String self, String first, Optional<String> next, Optional<String> previous) {}

  int start() {
    return page * size;
  }

  int end() {
    return items.isEmpty() ? start() : start() + items.size() - 1;
  }
}
