package org.jackfield.session;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what is remembered between requests where it survives a node. Any thread; a few
 * milliseconds each, so never from a thread that carries sound.
 */
public interface SessionStore {

  /** The cookies of earlier calls of this pair that are still alive. */
  CookieJar cookies(SessionKey key);

  /**
   * Adds cookies. Those of the same name, domain and path are replaced, others stay, also when two
   * requests of a pair are answered at the same moment (P3.17).
   */
  CookieJar merge(SessionKey key, List<Cookie> received);

  /** Forgets all cookies of a pair. */
  void forget(SessionKey key);

  /** Remembers how far a call has come. */
  void save(Checkpoint checkpoint);

  /** How far a call had come. */
  Optional<Checkpoint> checkpoint(String callSid);

  /** The call has ended. */
  void remove(String callSid);
}
