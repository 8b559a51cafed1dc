package org.jackfield.trunk;

import java.util.List;
import java.util.Optional;

/** Which trunks there are now, and how they are doing. Any thread; from memory as a rule. */
public interface Trunks {

  /** All trunks and routes. */
  Routes now();

  /** What the router says of its trunks. */
  interface Figures {

    /** All that are used, in any order. */
    List<TrunkState> trunks();
  }

  /** The router tells how trunks are doing, until it takes it back with an empty one. */
  void watchedBy(Optional<Figures> figures);
}
