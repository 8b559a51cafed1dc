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

  /** The same with other things. */
  public <U> Slice<U> map(Function<T, U> change) {
    return new Slice<>(items.stream().map(change).toList(), earlier, later);
  }
}
