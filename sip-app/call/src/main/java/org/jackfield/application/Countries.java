package org.jackfield.application;

import java.util.Optional;

/** Where parties are, as far as their addresses tell. Any thread. */
public interface Countries {

  /** Nobody knows. */
  Countries UNKNOWN = party -> Optional.empty();

  /**
   * The country of a party.
   *
   * @param party number, SIP address or client name
   * @return two letters (ISO 3166-1), nothing where it is not certain
   */
  Optional<String> of(String party);
}
