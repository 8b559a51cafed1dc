package org.jackfield.interpreter;

import java.util.Optional;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.media.MediaSession;

/** Calls others for a call; what becomes of them is told to its inbox. Any thread. */
interface Parties {

  /** Begins a call of its own, on a thread of its own. */
  Party dial(LiveCall parent, DialOrder order, Optional<Exchange> asked) throws CallRefused;

  /** Asks it to end. */
  void drop(Party party);

  /** The same, since another has answered. */
  void dropForAnother(Party party);

  /** Its sound, nothing if it is gone. */
  Optional<MediaSession> sound(Party party);
}
