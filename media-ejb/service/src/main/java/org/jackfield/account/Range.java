package org.jackfield.account;

import java.util.Optional;

/**
 * A part of a list.
 *
 * @param size at most so many things, from 1
 * @param from the thing beside it, which is not in it; nothing for the beginning of the list
 * @param backwards whether it ends before that thing, instead of beginning after it
 */
public record Range(int size, Optional<Place> from, boolean backwards) {

  /** The first things of a list. */
  public static Range first(int size) {
    return new Range(size, Optional.empty(), false);
  }

  /** What comes after a thing. */
  public static Range after(Place place, int size) {
    return new Range(size, Optional.of(place), false);
  }

  /** What comes before a thing. */
  public static Range before(Place place, int size) {
    return new Range(size, Optional.of(place), true);
  }
}
