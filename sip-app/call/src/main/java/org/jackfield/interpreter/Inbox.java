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
import org.jackfield.call.Mailbox;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaListener;

/**
 * Where a call is told what happens. Entered by any thread (SIP, sound, API, other calls); none of
 * them waits.
 */
public final class Inbox implements MediaListener {

  private final Mailbox<Mail> mailbox = new Mailbox<>();

  /** The network's word: it rings, is answered, refused, hung up. */
  public void tell(CallEvent event) {
    mailbox.putUrgent(new Mail.Happened(event));
  }

  /** Sound, and keys however they came; a key that came by SIP INFO is told here as well. */
  @Override
  public void onEvent(MediaEvent event) {
    Mail mail = new Mail.Sounded(event);
    if (event instanceof MediaEvent.PeerSilent || event instanceof MediaEvent.SoundBroke) {
      // It ends the call, however many keys are before it
      mailbox.putUrgent(mail);
    } else {
      mailbox.put(mail);
    }
  }

  /** The far end of a call of ours sends sound before it answers: early media. */
  public void soundsEarly() {
    mailbox.put(new Mail.SoundsEarly());
  }

  /** The far end wants to send the other party elsewhere (RFC 3515). */
  public void transferWanted(String target) {
    mailbox.put(new Mail.TransferWanted(target));
  }

  /** The far end's final answer to our REFER. */
  public void referAnswered(int sipStatus) {
    mailbox.put(new Mail.ReferProgress(sipStatus, false));
  }

  /** What the far end told of the call that our REFER led to (NOTIFY, message/sipfrag). */
  public void referNotified(int sipStatus) {
    mailbox.put(new Mail.ReferProgress(sipStatus, true));
  }

  /**
   * The API wants other instructions.
   *
   * @return whether there was room
   */
  boolean redirect(VoiceSettings instructions) {
    return mailbox.putUrgent(new Mail.RedirectAsked(instructions));
  }

  /**
   * The API wants something changed beside the instructions.
   *
   * @return whether there was room
   */
  boolean adjust(Adjustment adjustment) {
    return mailbox.putUrgent(new Mail.AdjustmentAsked(adjustment));
  }

  /**
   * The API wants the call recorded.
   *
   * @return the recording, nothing if there is none; it may never come where the call ends
   */
  CompletableFuture<Optional<Sid>> record(RecordingOrder order) {
    CompletableFuture<Optional<Sid>> done = new CompletableFuture<>();
    return askedOf(new Mail.RecordingAsked(order, done), done);
  }

  /** The API wants a recording changed; answered as {@link #record}. */
  CompletableFuture<Optional<Sid>> change(Optional<Sid> recording, RecordingChange change) {
    CompletableFuture<Optional<Sid>> done = new CompletableFuture<>();
    return askedOf(new Mail.RecordingChangeAsked(recording, change, done), done);
  }

  private CompletableFuture<Optional<Sid>> askedOf(
      Mail mail, CompletableFuture<Optional<Sid>> done) {
    if (!mailbox.putUrgent(mail)) {
      done.complete(Optional.empty());
    }
    return done;
  }

  boolean end() {
    return mailbox.putUrgent(new Mail.EndAsked());
  }

  void childSounds(Sid child) {
    mailbox.put(new Mail.ChildSounds(child));
  }

  void childTransfers(String target) {
    mailbox.put(new Mail.ChildTransfers(target));
  }

  void childReady(Sid child) {
    mailbox.putUrgent(new Mail.ChildReady(child));
  }

  void childEnded(Sid child, CallState.Ended state, int sipStatus, Map<String, String> parameters) {
    mailbox.putUrgent(new Mail.ChildEnded(child, state, sipStatus, parameters));
  }

  void answerCame(Object question, Answer answer) {
    mailbox.putUrgent(new Mail.AnswerCame(question, answer));
  }

  void askingBroke(Object question, Throwable mistake) {
    mailbox.putUrgent(new Mail.AskingBroke(question, mistake));
  }

  Optional<Mail> take(Duration patience) {
    return mailbox.take(patience);
  }
}
