package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A REFER of the far end that waits for the call's thread to decide. In the session's order. */
final class AskedTransfer {

  private @Nullable SipServletRequest refer;

  /**
   * Takes a REFER.
   *
   * @return whether it is the only one; another is refused at once
   */
  boolean ask(SipServletRequest asked) throws IOException {
    if (refer != null) {
      asked.createResponse(SipServletResponse.SC_REQUEST_PENDING).send();
      return false;
    }
    refer = asked;
    return true;
  }

  /** Answers it, if there is one. */
  void answer(int status) throws IOException {
    SipServletRequest asked = refer;
    refer = null;
    if (asked != null && !asked.isCommitted()) {
      asked.createResponse(status).send();
    }
  }
}
