package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.URI;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.media.MediaSession;

/**
 * One way to somebody who is called: an address, a phone that has registered, a gateway. In the
 * order of the call's session, but for what says otherwise.
 */
interface Way {

  /** Where the INVITE goes. */
  URI target();

  /**
   * An INVITE, without content.
   *
   * @param to the target, or where that has sent the call on to
   * @throws IllegalArgumentException if this way does not lead there
   */
  SipServletRequest invite(URI to);

  /**
   * Says in an INVITE what it has to say this way, besides the headers of the call: in the first,
   * and in each that follows it, whose Request-URI may be one that the target has sent the call on
   * to.
   */
  default void dress(SipServletRequest invite) {}

  /** What the INVITE offers. */
  default String offer(MediaSession sound) {
    return sound.description();
  }

  /** Who we are, for the target alone. */
  default Optional<Credentials> credentials() {
    return Optional.empty();
  }

  /** Whether that is for those realms alone which have asked for it when the call began. */
  default boolean isForRealms() {
    return false;
  }

  /** How long it may say nothing at all (not even 100) before the next way is tried. */
  default Optional<Duration> patience() {
    return Optional.empty();
  }

  /** Whether a refusal is of the called, and not of the way: then no other is tried. */
  default boolean isLastWord(int status) {
    return true;
  }

  /**
   * It is tried now, until {@link #left}.
   *
   * @return false if there is no room on it: then it is not, and neither is it left
   */
  default boolean taken() {
    return true;
  }

  /** It asks to be left alone for so long (Retry-After); told before what it {@link #said}. */
  default void rest(Duration asked) {}

  /** What it said last: a final answer, 408 for none. May come more than once. */
  default void said(int status) {}

  /** It is given back: nothing more will be heard of it. Once for each {@link #taken}. */
  default void left() {}
}
