package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.application.Answer;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallState;
import org.jackfield.call.Calls.Adjustment;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
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

  /** The API wants something changed beside the instructions. */
  record AdjustmentAsked(Adjustment adjustment) implements Mail {}

  /** The API, the parent call or the node's shutdown wants it to end. */
  record EndAsked() implements Mail {}

  /** The API wants the whole call recorded. */
  record RecordingAsked(RecordingOrder order, CompletableFuture<Optional<Sid>> done)
      implements Mail {}

  /** The API wants such a recording changed: the one that was begun last unless it names one. */
  record RecordingChangeAsked(
      Optional<Sid> recording, RecordingChange change, CompletableFuture<Optional<Sid>> done)
      implements Mail {}

  /** The far end sends sound before it has answered (183). */
  record SoundsEarly() implements Mail {}

  /** A child call sounds before it is answered. */
  record ChildSounds(Sid child) implements Mail {}

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

  /** A child call wants the far end of this one to go elsewhere, and has been told that it may. */
  record ChildTransfers(String target) implements Mail {}

  /** An application has answered. */
  record AnswerCame(Object question, Answer answer) implements Mail {}

  /** Asking an application ended with a mistake of ours. */
  record AskingBroke(Object question, Throwable mistake) implements Mail {}

  /** News of a REFER of ours: the answer to it, or a NOTIFY. */
  record ReferProgress(int sipStatus, boolean notified) implements Mail {}
}
