package org.jackfield.interpreter;

import java.util.Optional;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.instruction.Callback;

/** What applications are told beside the instructions. Returns at once. */
interface Reports {

  /** A recording has begun. */
  void recordingBegan(Optional<Callback> callback, Draft draft);

  /** A recording can be fetched, or there was nothing in it. */
  void recordingEnded(Optional<Callback> callback, Draft draft, Optional<Kept> kept);
}
