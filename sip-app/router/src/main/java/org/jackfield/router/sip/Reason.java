package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletRequest;

/** Why we end a dialog, for the far end to read (RFC 3326). */
enum Reason {
  /** The call is over (Q.850 clause 16). */
  NORMAL("Q.850;cause=16;text=\"Normal call clearing\""),
  /** Another of those who were called at once has answered. */
  ANSWERED_ELSEWHERE("SIP;cause=200;text=\"Call completed elsewhere\""),
  /** Another dialog goes on in the place of this one. */
  REPLACED("SIP;cause=200;text=\"Replaced\""),
  /** No sign of life came in time. */
  EXPIRED("SIP;cause=408;text=\"Session expired\""),
  /** The session description is none that we could speak by. */
  NO_COMMON_SOUND("SIP;cause=488;text=\"Not acceptable here\"");

  private final String value;

  Reason(String value) {
    this.value = value;
  }

  /** Says it in a BYE or CANCEL. */
  void into(SipServletRequest request) {
    request.setHeader("Reason", value);
  }
}
