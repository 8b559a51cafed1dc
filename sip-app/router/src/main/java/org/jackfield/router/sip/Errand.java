package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.util.Optional;

/** A request of ours that is of no call, and hears its answers. In its session's order. */
interface Errand {

  /** Any answer to it. */
  void answered(SipServletResponse answer);

  /** Lets the answers of a session find it. */
  default void attach(SipSession session) {
    session.setAttribute(Errand.class.getName(), this);
  }

  /** The errand of a session, nothing if it has none. */
  static Optional<Errand> of(SipSession session) {
    return session.isValid()
        ? Optional.ofNullable((Errand) session.getAttribute(Errand.class.getName()))
        : Optional.empty();
  }
}
