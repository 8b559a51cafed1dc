package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Map;
import org.jackfield.application.Answer;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallState;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.media.MediaEvent;

/** What is put into the mailbox of a call. */
sealed interface Mail {

  /** The network's word. */
  record Happened(CallEvent event) implements Mail {}

  /** Something about sound. */
  record Sounded(MediaEvent event) implements Mail {}

  /** The API gave other instructions. */
  record RedirectAsked(VoiceSettings instructions) implements Mail {}

  /** The API, the parent call or the node's shutdown wants it to end. */
  record EndAsked() implements Mail {}

  /** A child call has been answered and is ready to be connected. */
  record ChildReady(Sid child) implements Mail {}

  /** A child call is over, or has gone its own way. */
  record ChildEnded(Sid child, CallState.Ended state, int sipStatus, Map<String, String> parameters)
      implements Mail {

    LegEvent.PartyEnded asEvent() {
      long seconds =
          state.answered().map(from -> Duration.between(from, state.at()).toSeconds()).orElse(0L);
      return new LegEvent.PartyEnded(
          new Party(child), state.outcome(), seconds, sipStatus, parameters);
    }
  }

  /** The far end wants a transfer (REFER). */
  record TransferWanted(String target) implements Mail {}

  /** An application has answered. */
  record AnswerCame(Object question, Answer answer) implements Mail {}

  /** Asking an application ended with a mistake of ours. */
  record AskingBroke(Object question, Throwable mistake) implements Mail {}

  /** News of a REFER of ours: the answer to it, or a NOTIFY. */
  record ReferProgress(int sipStatus, boolean notified) implements Mail {}
}
