package org.jackfield.sip.container.admission;

import java.nio.charset.StandardCharsets;

/** Messages as they come from the network. */
final class Requests {
  private Requests() {}

  static RawMessage request(String method, String callId, String branch, String toTag) {
    return raw(
        """
        %1$s sip:bob@example.com SIP/2.0
        Via: SIP/2.0/UDP 10.1.1.1:5062;branch=%3$s;rport
        Via: SIP/2.0/UDP 10.2.2.2
        From: "A;tag=no" <sip:alice@example.com;tag=no>;tag=1
        To: <sip:bob@example.com>%4$s
        Call-ID: %2$s
        CSeq: 7 %1$s
        Content-Length: 0

        """
            .formatted(method, callId, branch, toTag.isEmpty() ? "" : ";tag=" + toTag));
  }

  static RawMessage raw(String text) {
    return RawMessage.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
