package org.jackfield.call;

import java.util.Optional;

/** What the other nodes of the cluster do. Any thread. */
public interface OtherNodes {

  /**
   * The node that performs a call or its parent's instructions, if it is another one that is there.
   * A call that has not come to its instructions yet is known to its own node alone.
   */
  Optional<String> nodeOf(CallFacts call);
}
