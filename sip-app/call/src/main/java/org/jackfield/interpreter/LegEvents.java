package org.jackfield.interpreter;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events that wait for an instruction to look. The call's own thread only. */
final class LegEvents {

  /** Keys beyond that are lost. */
  private static final int MOST = 256;

  private final Deque<LegEvent> waiting = new ArrayDeque<>();

  void add(LegEvent event) {
    waiting.add(event);
  }

  void pressed(char key) {
    if (waiting.size() < MOST) {
      waiting.add(new LegEvent.KeyPressed(key));
    }
  }

  /** Keys that no instruction has asked for. */
  void forgetKeys() {
    waiting.removeIf(LegEvent.KeyPressed.class::isInstance);
  }

  /** The end of a recording that has been waited for by itself. */
  void forgetRecordings() {
    waiting.removeIf(LegEvent.RecordingFinished.class::isInstance);
  }

  /** The oldest, nothing if none waits. */
  @Nullable LegEvent poll() {
    return waiting.poll();
  }
}
