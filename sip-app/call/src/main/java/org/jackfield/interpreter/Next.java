package org.jackfield.interpreter;

import java.util.Map;
import org.jackfield.instruction.Action;
import org.jackfield.media.MediaFailure;

/** What follows an instruction. */
public sealed interface Next {

  /** The next instruction of the document; the end of the call after the last one. */
  record NextInstruction() implements Next {}

  /**
   * Another document.
   *
   * @param parameters sent besides those of every request, in the map's order
   */
  record Document(Action action, Map<String, String> parameters) implements Next {}

  /** The document from its first instruction again: it has no address of its own. */
  record SameDocument() implements Next {}

  /** A sound could not be had, which the leg has told: the fallback is asked if there is one. */
  record SoundFailed(MediaFailure failure) implements Next {}

  /** The application's mistake: it is told, and its fallback is asked if it has one. */
  record Failed(int code, String message) implements Next {}

  /** The end of the call. */
  record End() implements Next {}
}
