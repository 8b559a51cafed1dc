package org.jackfield.interpreter;

import org.jackfield.call.VoiceSettings;

/** What ends any instruction. */
public sealed interface Interruption {

  /** The call is over; its state says how. */
  record CallEnded() implements Interruption {}

  /** The API gave it other instructions. */
  record Redirected(VoiceSettings instructions) implements Interruption {}

  /** The API, the parent call or the node's shutdown wants it to end. */
  record EndAsked() implements Interruption {}

  /** It has lasted as long as it may. */
  record TimeIsUp() implements Interruption {}
}
