package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import org.jackfield.sip.container.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way out.
 *
 * @param bytes the whole message
 * @param about what they say, where the stack told us; it does not for repeated responses
 * @param otherwise where a connection may be opened to when none exists with the peer; without it
 *     the message only goes over an existing one
 * @param undelivered what to do when that connection does not come about; without it a request
 *     counts as answered 503
 */
record Outgoing(
    byte[] bytes,
    @Nullable SIPMessage about,
    @Nullable InetSocketAddress otherwise,
    @Nullable Runnable undelivered) {
  private static final int STATUS_AT = "SIP/2.0 ".length();

  Outgoing {
    bytes = ResolvedRoute.removedFrom(bytes);
  }

  /** Bytes that only make sense on the connection whose input they answer. */
  static Outgoing back(byte[] bytes) {
    return new Outgoing(bytes, null, null, null);
  }

  static Outgoing of(byte[] bytes, SIPMessage about, @Nullable InetSocketAddress otherwise) {
    return new Outgoing(bytes, about, otherwise, null);
  }

  void count(Traffic traffic) {
    if (about instanceof SIPRequest) {
      traffic.requestSent();
    } else if (about instanceof SIPResponse response) {
      traffic.responseSent(response.getStatusCode());
    } else if (bytes.length > STATUS_AT && bytes[0] == 'S' && bytes[3] == '/') {
      traffic.responseSent(100 * (bytes[STATUS_AT] - '0'));
    }
  }
}
