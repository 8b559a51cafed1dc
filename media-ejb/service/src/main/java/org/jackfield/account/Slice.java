package org.jackfield.account;

import java.util.List;
import java.util.function.Function;

/**
 * The part of a list that was asked for, newest first.
 *
 * @param earlier whether there is something before it
 * @param later whether there is something after it
 */
public record Slice<T>(List<T> items, boolean earlier, boolean later) {

  /** A part of a list that is all at hand, in its order. */
  public static <T> Slice<T> of(List<T> all, Range range, Function<T, Place> place) {
    List<T> rest =
        all.stream()
            .filter(it ->
                range
                    .from()
                    .map(from ->
                        range.backwards()
                            ? place.apply(it).isBefore(from)
                            : from.isBefore(place.apply(it)))
                    .orElse(true))
            .toList();
    return Belongings.cut(range.backwards() ? rest.reversed() : rest, range);
  }

  /** The same with other things. */
  public <U> Slice<U> map(Function<T, U> change) {
    return new Slice<>(items.stream().map(change).toList(), earlier, later);
  }
}
