package org.jackfield.registration;

import java.time.Duration;
import java.util.List;

/** What a registrar answers. */
public sealed interface Decision {

  /**
   * Done.
   *
   * @param bindings all that are true now
   * @param changed whether they are others than before
   */
  record Kept(List<Binding> bindings, boolean changed) implements Decision {

    /** Keeps them as they are now. */
    public Kept {
      bindings = List.copyOf(bindings);
    }
  }

  /** RFC 3261 section 10.3 step 7: nobody may come that often. */
  record TooBrief(Duration least) implements Decision {}

  /** It is not done, and nothing is changed. */
  record Refused(int status, String phrase) implements Decision {}
}
