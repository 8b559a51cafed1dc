package org.jackfield.interpreter;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jackfield.application.Answer;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallState;
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
    mailbox.put(new Mail.Sounded(event));
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

  boolean end() {
    return mailbox.putUrgent(new Mail.EndAsked());
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
