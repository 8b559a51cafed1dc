package org.jackfield.interpreter;

import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.application.Answer;

/**
 * A question to an application, asked on a thread of its own. What comes of it goes by the inbox to
 * the call's thread, which alone reads it.
 */
final class Asking implements Runnable {

  private final Inbox inbox;
  private final Supplier<Answer> question;
  private Optional<Answer> answer = Optional.empty();

  Asking(Inbox inbox, Supplier<Answer> question) {
    this.inbox = inbox;
    this.question = question;
  }

  @Override
  public void run() {
    try {
      inbox.answerCame(this, question.get());
    } catch (RuntimeException | Error mistake) {
      inbox.askingBroke(this, mistake);
    }
  }

  /** Takes the answer, if it is to this question and not to one that was given up. */
  void take(Mail.AnswerCame came) {
    if (came.question() == this) {
      answer = Optional.of(came.answer());
    }
  }

  /** A mistake of ours goes on where it ends the call. */
  void take(Mail.AskingBroke broke) {
    if (broke.question() == this) {
      throw new IllegalStateException("An application could not be asked", broke.mistake());
    }
  }

  Optional<Answer> answer() {
    return answer;
  }
}
