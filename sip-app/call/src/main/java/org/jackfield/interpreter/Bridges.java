package org.jackfield.interpreter;

import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaSession;

/** Lets two legs hear each other; {@code MediaEngine::bridge}. Any thread. */
@FunctionalInterface
public interface Bridges {
  /** Until the bridge is closed. */
  Bridge bridge(MediaSession one, MediaSession other);
}
