package org.jackfield.sip.container.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {
  private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 40_000);

  @Test
  void repeatsTheRequestAndSaysWhereItCameFrom() {
    RawMessage invite = Requests.request("INVITE", "abc", "z9hG4bK1", "");

    assertThat(text(invite))
        .matches(
            """
            SIP/2.0 503 Busy\r
            Via: SIP/2.0/UDP 10.1.1.1:5062;branch=z9hG4bK1;rport=40000;received=192.0.2.7\r
            Via: SIP/2.0/UDP 10.2.2.2\r
            From: "A;tag=no" <sip:alice@example.com;tag=no>;tag=1\r
            To: <sip:bob@example.com>;tag=jf-no-[0-9a-f]+\r
            Call-ID: abc\r
            CSeq: 7 INVITE\r
            Retry-After: 9\r
            Content-Length: 0\r
            \r
            """);
  }

  @Test
  void saysTheSameAgainAndKnowsItsAck() {
    RawMessage invite = Requests.request("INVITE", "abc", "z9hG4bK1", "");
    String tag = text(invite).replaceFirst("(?s).*(jf-no-[0-9a-f]+).*", "$1");

    assertThat(text(Requests.request("INVITE", "abc", "z9hG4bK1", ""))).isEqualTo(text(invite));
    assertThat(Reply.isAcknowledgedBy(Requests.request("ACK", "abc", "z9hG4bK1", tag))).isTrue();
    assertThat(Reply.isAcknowledgedBy(Requests.request("ACK", "abc", "z9hG4bK1", "x"))).isFalse();
    assertThat(Reply.isAcknowledgedBy(Requests.request("BYE", "abc", "z9hG4bK1", tag))).isFalse();
  }

  @Test
  void goesToThePortThatSentOrThatTheRequestNames() {
    RawMessage asking = Requests.request("OPTIONS", "abc", "z9hG4bK1", "");
    RawMessage naming =
        Requests.raw(
            new String(asking.bytes(), StandardCharsets.UTF_8)
                .replace("\r", "")
                .replace(";rport", ""));

    assertThat(Reply.to(asking, SOURCE).orElseThrow().target()).isEqualTo(SOURCE);
    assertThat(Reply.to(naming, SOURCE).orElseThrow().target())
        .isEqualTo(new InetSocketAddress("192.0.2.7", 5062));
  }

  @Test
  void neverAnswersAnAckOrAResponse() {
    assertThat(Reply.to(Requests.request("ACK", "abc", "z9hG4bK1", ""), SOURCE)).isEmpty();
    assertThat(Reply.to(Requests.raw("SIP/2.0 200 OK\nVia: SIP/2.0/UDP a\n\n"), SOURCE)).isEmpty();
    assertThat(Reply.to(Requests.raw("INVITE sip:b SIP/2.0\n\n"), SOURCE)).isEmpty();
  }

  @Test
  void manyHopsInOneLineStayTogether() {
    RawMessage options =
        Requests.raw(
            """
            OPTIONS sip:b SIP/2.0
            v: SIP/2.0/UDP h1;branch=z9hG4bKa , SIP/2.0/UDP h2
            f: <sip:a>;tag=1
            t: <sip:b>
            i: x
            CSeq: 1 OPTIONS

            """);

    assertThat(text(options))
        .contains("\r\nVia: SIP/2.0/UDP h1;branch=z9hG4bKa;received=192.0.2.7 , SIP/2.0/UDP h2\r");
  }

  private static String text(RawMessage request) {
    Reply reply = Reply.to(request, SOURCE).orElseThrow();
    return new String(reply.bytes(503, "Busy", "Retry-After: 9"), StandardCharsets.UTF_8);
  }
}
