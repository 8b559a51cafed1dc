package org.jackfield.interpreter;

import java.util.Map;
import org.jackfield.call.Rejection;
import org.jackfield.media.MediaSession;

/**
 * The signalling side of one leg, and its sound. Asked by the call's thread; returns at once, and
 * what becomes of it is told to the leg's {@link Inbox}. What does not fit the state of the dialog
 * (any more) does nothing.
 */
public interface Line extends AutoCloseable {

  /** Lets the caller's phone ring (180). */
  void ring();

  /** Lets the caller hear before the call is taken (183 with a session description). */
  void soundEarly();

  /** Takes a call that came in (200). */
  void answer();

  /** Does not take a call that came in. */
  void reject(Rejection rejection);

  /** Sends the far end elsewhere (REFER); {@link Inbox#referAnswered} and the NOTIFYs follow. */
  void refer(String target);

  /**
   * The transfer that the far end asked for ({@link Inbox#transferWanted}) is made; it is told so.
   */
  void acceptTransfer();

  /** The transfer that the far end asked for is not made. */
  void refuseTransfer();

  /** Another of those who were called at once has answered: what ends this call will say so. */
  void answeredElsewhere();

  /** The sound of this leg; there from the beginning, however little is known of the far end. */
  MediaSession sound();

  /** What applications are told of this leg besides: {@code SipCallId}, {@code SipDomain} ... */
  Map<String, String> parameters();

  /**
   * Ends it in the way that fits: BYE, CANCEL or a final answer; and gives back its sound. Harmless
   * when repeated.
   */
  @Override
  void close();
}
