package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import org.jackfield.call.Call;
import org.jackfield.call.CallFacts;
import org.jackfield.session.Checkpoint;
import org.jackfield.session.SessionKey;
import org.jackfield.session.SessionStore;

/** Remembers how far a call has come, for another node to go on. The call's own thread only. */
final class Checkpoints {

  private static final Logger LOG = System.getLogger(Checkpoints.class.getName());

  private final Call call;
  private final SessionKey key;
  private final SessionStore sessions;
  private final InstantSource clock;
  private final String node;

  Checkpoints(Call call, SessionKey key, SessionStore sessions, InstantSource clock, String node) {
    this.call = call;
    this.key = key;
    this.sessions = sessions;
    this.clock = clock;
    this.node = node;
  }

  /**
   * The instructions before this position have been performed.
   *
   * @param position from 0
   */
  void save(Page page, int position) {
    CallFacts facts = call.facts();
    Checkpoint checkpoint =
        new Checkpoint(
            facts.sid().value(),
            facts.accountSid().value(),
            key,
            RecordText.of(call.record()),
            page.base().map(URI::toString).orElse(""),
            page.text(),
            position,
            node,
            clock.instant());
    attempt(() -> sessions.save(checkpoint));
  }

  void forget() {
    attempt(() -> sessions.remove(call.facts().sid().value()));
  }

  /** Without one the call is no worse off, as long as its node lives. */
  private void attempt(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "How far call " + call.facts().sid() + " has come is not kept", away);
    }
  }
}
