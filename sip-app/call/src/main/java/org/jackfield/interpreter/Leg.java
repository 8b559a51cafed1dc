package org.jackfield.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.application.Answer;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Rejection;
import org.jackfield.instruction.Prompt;
import org.jackfield.interpreter.LegEvent.Dialled;
import org.jackfield.interpreter.LegEvent.Heard;
import org.jackfield.interpreter.LegEvent.Recorded;

/**
 * The live end of a call, which sounds, listens and hangs up. The call's own thread only. What is
 * impossible in the state of the call does nothing.
 */
public interface Leg {

  /** Lets the caller's phone ring, if it does not yet. */
  void ring();

  /** Lets the caller hear before the call is taken. */
  void soundEarly();

  /** Takes the call, if it is not taken yet. */
  void answer() throws CallInterrupted;

  /** Does not take a call that is not answered. */
  void reject(Rejection rejection);

  /** Whether the two ends can talk. */
  boolean isAnswered();

  /** Asks for the sounds of a document before they are needed (P2.24). */
  void prepare(List<Prompt> prompts);

  /** Lets prompts be heard, one after another, in the place of what is heard now. */
  void start(List<Prompt> prompts);

  /** Lets a tone be heard until {@link #stopPrompts}, e.g. {@code ringback-us}. */
  void ringback(String tone);

  /** Ends what is heard; no {@link LegEvent.PromptsFinished} follows. */
  void stopPrompts();

  /** Presses keys towards the far end; {@link LegEvent.PromptsFinished} follows. */
  void press(String keys);

  /** Waits for a key, the end of the prompts, or silence of this length. */
  Heard await(Duration patience) throws CallInterrupted;

  /** Begins to record. */
  Draft record(Take take);

  /** Waits for a key, the end of the recording, or this long. */
  Recorded awaitRecording(Duration patience) throws CallInterrupted;

  /** Ends the recording and keeps it, also after an interruption; waits a few seconds at most. */
  Optional<Kept> finishRecording();

  /** Calls somebody, beside this call. */
  Party dial(DialOrder order);

  /** Waits for news of those who are called, a key, or this long. */
  Dialled awaitParty(Duration patience) throws CallInterrupted;

  /** Lets the two hear each other. */
  void bridge(Party party);

  /** Ends the call of a party: it is cancelled or hung up. Harmless when repeated. */
  void drop(Party party);

  /**
   * The same, and waits for its end, also after an interruption; a few seconds at most.
   *
   * @return how it ended; nothing if it has not said so
   */
  Optional<LegEvent.PartyEnded> end(Party party);

  /** Like {@link #drop}, since another has answered. */
  void dropForAnother(Party party);

  /** Ends what an interrupted instruction left: prompts, a recording, calls of others. */
  void abandon();

  /**
   * Sends the far end elsewhere (RFC 3515).
   *
   * @return its answer and what it told of the new call, 0 for nothing
   */
  Referred refer(String target, Duration patience) throws CallInterrupted;

  /**
   * Lets an application be asked beside the call's thread and waits for its answer, so that the
   * call can end meanwhile.
   */
  Answer ask(Supplier<Answer> question) throws CallInterrupted;

  /** What applications are told of this leg besides, e.g. {@code SipCallId}. */
  Map<String, String> parameters();

  /** What became of a {@link #refer}. */
  record Referred(int sipStatus, int notifiedStatus) {}
}
