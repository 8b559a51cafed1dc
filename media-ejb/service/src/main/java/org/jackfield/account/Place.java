package org.jackfield.account;

import java.time.Instant;

/** A place in a list whose newest things come first. It stays where it is while others come in. */
public record Place(Instant created, String sid) {

  /** Where a thing stands. */
  public static Place of(Owned thing) {
    return new Place(thing.created(), thing.sid().value());
  }

  /** Whether the other one comes later in the list, that is, is older. */
  public boolean isBefore(Place other) {
    int order = other.created.compareTo(created);
    return order < 0 || (order == 0 && other.sid.compareTo(sid) < 0);
  }
}
