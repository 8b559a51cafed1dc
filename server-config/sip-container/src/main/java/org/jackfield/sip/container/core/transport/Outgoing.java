package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import org.jackfield.sip.container.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way out.
 *
 * @param bytes the whole message
 * @param about what they say, where the stack told us; it does not for repeated responses
 */
record Outgoing(byte[] bytes, @Nullable SIPMessage about) {
  private static final byte[] PING_ANSWER = {'\r', '\n'};

  /** RFC 5626 section 4.4.1: the pong of a stream. */
  static Outgoing pong() {
    return new Outgoing(PING_ANSWER, null);
  }

  void count(Traffic traffic) {
    if (about instanceof SIPRequest) {
      traffic.requestSent();
    } else if (about instanceof SIPResponse response) {
      traffic.responseSent(response.getStatusCode());
    } else if (bytes.length > 12 && bytes[0] == 'S' && bytes[3] == '/') {
      traffic.responseSent(100 * (bytes[8] - '0'));
    }
  }
}
