package org.jackfield.router.sip;

import jakarta.servlet.sip.SipSession;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The SIP sessions by which messages find a line. They outlive its call by the timers of the stack
 * (64 s), and let go of it before. In the session's order.
 */
final class Whereabouts {

  private static final String ATTRIBUTE = SipLine.class.getName();

  private final SipLine line;
  private final Set<SipSession> sessions = new HashSet<>();

  Whereabouts(SipLine line) {
    this.line = line;
  }

  /** The line of a dialog, nothing if it has none (any more). */
  static Optional<SipLine> lineOf(SipSession session) {
    return session.isValid()
        ? Optional.ofNullable((SipLine) session.getAttribute(ATTRIBUTE))
        : Optional.empty();
  }

  /** Lets messages of a dialog find the line. */
  void add(SipSession session) {
    sessions.add(session);
    session.setAttribute(ATTRIBUTE, line);
  }

  /** A fork was derived from a session, with what that remembered. */
  void heardBy(SipSession session) {
    sessions.add(session);
  }

  /** Nobody finds it any more. */
  void leave() {
    for (SipSession session : sessions) {
      if (session.isValid()) {
        session.removeAttribute(ATTRIBUTE);
      }
    }
    sessions.clear();
  }
}
