package org.jackfield.application;

import org.jackfield.call.Sid;

/**
 * The customer's web application. Entered by any thread; the asking one, a virtual thread, waits
 * for the answer, 15 s in all at most. Never throws for what the application or the network does.
 */
public interface Application {

  /** Asks it, and follows where it leads (redirects, challenges, retries). */
  Answer ask(Question question);

  /** A call that another has begun: what is remembered of that holds for it as well. */
  default void follow(Sid child, Sid parent) {}

  /** The call is over: what was remembered of it, such as a login, is forgotten. */
  void forget(Sid callSid);
}
