package org.jackfield.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A page of a list.
 *
 * @param name of the list in JSON
 * @param element of the list in XML
 * @param sample a thing of the kind, for the names of a table without rows
 */
public record Listing(
    String name,
    String element,
    List<Representation> items,
    int page,
    int size,
    Links links,
    Optional<Representation> sample)
    implements Shown {

  /** One whose table says nothing where it has no rows. */
  public Listing(
      String name, String element, List<Representation> items, int page, int size, Links links) {
    this(name, element, items, page, size, links, Optional.empty());
  }

  /** With a thing of the kind, made if there is none. */
  public Listing like(Supplier<Representation> thing) {
    return items.isEmpty()
        ? new Listing(name, element, items, page, size, links, Optional.of(thing.get()))
        : this;
  }

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
