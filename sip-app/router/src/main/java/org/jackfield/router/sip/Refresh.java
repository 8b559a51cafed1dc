package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The sign of life that we ask a far end for (RFC 4028 section 7.4), one at a time. In the
 * session's order.
 */
final class Refresh {

  private boolean takesUpdates;
  private @Nullable SipServletRequest pending;

  /** Notes what the far end understands, in the message that establishes a dialog. */
  void learn(SipServletMessage message) {
    takesUpdates = SessionTimer.allows(message, "UPDATE");
  }

  boolean isPending() {
    return pending != null;
  }

  /** Asks, by UPDATE where the far end knows it: that needs no session description. */
  void ask(SipSession session, SessionTimer timer, String description) throws IOException {
    SipServletRequest request = session.createRequest(takesUpdates ? "UPDATE" : "INVITE");
    timer.ask(request);
    if (!takesUpdates) {
      Sdp.content(request, description);
    }
    askAgain(request);
  }

  /** Sends it in the place of the one that was asked before. */
  void askAgain(SipServletRequest request) throws IOException {
    pending = request;
    request.send();
  }

  /** Whether an answer is to what is pending. */
  boolean isAnsweredBy(SipServletResponse answer) {
    SipServletRequest asked = pending;
    return asked != null
        && String.valueOf(asked.getHeader("CSeq")).equals(answer.getHeader("CSeq"));
  }

  /** It has been answered, or the dialog is another one. */
  void end() {
    pending = null;
  }
}
