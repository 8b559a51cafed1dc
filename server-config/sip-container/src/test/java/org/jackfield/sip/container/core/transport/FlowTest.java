package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.sip.SipException;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that opened a connection is reached over it, RFC 5626, and sees its own address. */
class FlowTest {
  private final Bench bench = new Bench();
  private InetSocketAddress server = new InetSocketAddress(0);

  @BeforeEach
  void open() throws Exception {
    server = bench.open(Transport.TCP);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aPhoneBehindNatIsCalledOnTheConnectionItOpened() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      String contact = register(phone, "192.168.7.9:5060");
      assertThat(contact).contains("@127.0.0.1:" + phone.local().getPort());

      bench.send(Transport.TCP, invite(contact));

      assertThat(phone.receive()).startsWith("INVITE sip:alice@192.168.7.9:5060;transport=tcp SIP");
      assertThat(bench.stack.connections(Transport.TCP)).isEqualTo(1);
    }
  }

  @Test
  void aRegisteringPhoneFindsTheContactThatItSent() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      bench.agent.after =
          (request, response) -> response.setHeader(request.getContactHeaders().getFirst());
      phone.send(
          phone
              .request("REGISTER", "reg", 1, "")
              .replaceFirst("Contact:.*", "Contact: <sip:alice@192.168.7.9>;expires=60"));

      assertThat(phone.receive()).contains("Contact: <sip:alice@192.168.7.9>;expires=60\r\n");
    }
  }

  @Test
  void aContactWithoutTransportIsReachedOverTheConnectionToo() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      phone.send(
          phone
              .request("REGISTER", "reg", 1, "")
              .replaceFirst("Contact:.*", "Contact: <sip:alice@[fd00::7]:5070>"));
      phone.receive();
      String contact =
          bench.agent.requests.getFirst().getContactHeader().getAddress().getURI().toString();
      assertThat(contact).contains("127.0.0.1:" + phone.local().getPort(), ";transport=tcp");
      bench.send(Transport.TCP, invite(contact));

      assertThat(phone.receive()).startsWith("INVITE sip:alice@[fd00::7]:5070 SIP/2.0\r\n");
    }
  }

  @Test
  void whoAnswersACallBehindNatIsReachedOnTheSameConnection() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      String contact = register(phone, "192.168.7.9:5060");
      bench.send(Transport.TCP, invite(contact));
      String invite = phone.receive();
      phone.send(
          invite
              .replaceFirst("INVITE .*", "SIP/2.0 200 OK")
              .replaceFirst("Contact:.*", "Contact: <sip:alice@192.168.7.9:5060;transport=tcp>")
              .replaceFirst("To: .*", "To: <sip:alice@example.com>;tag=callee"));
      Bench.until("the answer is there", () -> !bench.agent.responses.isEmpty());

      assertThat(bench.agent.responses.getFirst().getContactHeader().getAddress().toString())
          .contains("@127.0.0.1:" + phone.local().getPort());
    }
  }

  @Test
  void aRedirectionKeepsItsTargets() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      bench.send(Transport.TCP, invite(register(phone, "192.168.7.9:5060")));
      phone.send(
          phone
              .receive()
              .replaceFirst("INVITE .*", "SIP/2.0 302 Moved Temporarily")
              .replaceFirst("Contact:.*", "Contact: <sip:carol@192.168.7.10:5060>"));
      Bench.until("the answer is there", () -> !bench.agent.responses.isEmpty());

      assertThat(bench.agent.responses.getFirst().getContactHeader().getAddress().toString())
          .contains("sip:carol@192.168.7.10:5060");
    }
  }

  @Test
  void aPhoneThatIsGoneBehindItsNatIsNotLookedForElsewhere() throws Exception {
    String contact;
    try (Phone phone = bench.call(Transport.TCP, server)) {
      contact = register(phone, "192.168.7.9:5060");
    }
    Bench.until("it is gone", () -> bench.stack.connections(Transport.TCP) == 0);

    assertThatThrownBy(() -> bench.send(Transport.TCP, invite(contact)))
        .isInstanceOf(SipException.class);
  }

  @Test
  void aPeerThatAcceptsConnectionsIsReachedAtItsContactWhenItsOwnIsGone() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, Bench.LOOPBACK)) {
      String contact;
      try (Phone phone = bench.call(Transport.TCP, server)) {
        contact = register(phone, "127.0.0.1:" + listening.getLocalPort());
      }
      Bench.until("it is gone", () -> bench.stack.connections(Transport.TCP) == 0);
      bench.send(Transport.TCP, invite(contact));
      try (Phone phone = Phone.stream(listening.accept())) {
        assertThat(phone.receive())
            .startsWith("INVITE sip:alice@127.0.0.1:" + listening.getLocalPort());
      }
    }
  }

  @Test
  void whatCannotBeDeliveredIsAnswered503() throws Exception {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 5, Bench.LOOPBACK)) {
      nobody = closed.getLocalPort();
    }
    bench.send(Transport.TCP, invite("sip:alice@127.0.0.1:" + nobody + ";transport=tcp"));

    Bench.until("the answer is there", () -> !bench.agent.responses.isEmpty());
    assertThat(bench.agent.responses.getFirst().getStatusCode()).isEqualTo(503);
  }

  @Test
  void answersGoBackAndForthOnAConnectionWeOpened() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, Bench.LOOPBACK)) {
      String uri = "sip:alice@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp";
      bench.send(Transport.TCP, invite(uri));
      try (Phone phone = Phone.stream(listening.accept())) {
        String invite = phone.receive();
        phone.send(invite.replaceFirst("INVITE .*", "SIP/2.0 486 Busy Here"));
        Bench.until("the answer is there", () -> !bench.agent.responses.isEmpty());
        assertThat(phone.receive()).startsWith("ACK ");
        bench.send(Transport.TCP, invite(uri));
        assertThat(phone.receive()).startsWith("INVITE ");
      }
    }
  }

  @Test
  void aDoubleLineEndIsAnsweredWithOne() throws Exception {
    try (Phone phone = bench.call(Transport.TCP, server)) {
      phone.send("\r\n\r\n");

      assertThat(phone.receive()).isEqualTo("pong");
    }
  }

  @Test
  void aRequestTooLargeForADatagramGoesByTcp() throws Exception {
    bench.open(Transport.UDP);
    try (ServerSocket listening = new ServerSocket(0, 5, Bench.LOOPBACK)) {
      bench.send(Transport.UDP, large("sip:alice@127.0.0.1:" + listening.getLocalPort()));
      try (Phone phone = Phone.stream(listening.accept())) {
        String invite = phone.receive();
        assertThat(invite).contains("Via: SIP/2.0/TCP 127.0.0.1:" + server.getPort());
        phone.send(invite.replaceFirst("INVITE .*", "SIP/2.0 486 Busy Here"));
        assertThat(phone.receive()).startsWith("ACK ").contains("Via: SIP/2.0/TCP ");
      }
      Bench.until("the answer is there", () -> !bench.agent.responses.isEmpty());
    }
  }

  @Test
  void aLargeRequestGoesByDatagramWhereNobodyAcceptsTheConnection() throws Exception {
    bench.open(Transport.UDP);
    try (Phone phone = Phone.udp(new InetSocketAddress(Bench.LOOPBACK, 9))) {
      phone.disconnect();
      bench.send(Transport.UDP, large("sip:alice@127.0.0.1:" + phone.local().getPort()));

      assertThat(phone.receive()).startsWith("INVITE ").contains("Via: SIP/2.0/UDP ");
    }
  }

  private static String large(String uri) {
    return invite(uri).replace("Max-Forwards", "Subject: " + "x".repeat(1400) + "\r\nMax-Forwards");
  }

  @Test
  void anAbruptEndLeavesNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(server.getAddress(), server.getPort());
      socket.getOutputStream().write("INVITE sip:bob@exam".getBytes());
      socket.setSoLinger(true, 0);
      socket.close();
    }
    Bench.until("all are gone", () -> bench.stack.connections(Transport.TCP) == 0);
    assertThat(bench.stack.troubles()).isZero();
  }

  private String register(Phone phone, String address) throws Exception {
    phone.send(
        phone
            .request("REGISTER", "reg", 1, "")
            .replaceFirst("Contact:.*", "Contact: <sip:alice@" + address + ";transport=tcp>"));
    assertThat(phone.receive()).startsWith("SIP/2.0 200");
    SIPRequest register = bench.agent.requests.getFirst();
    return register.getContactHeader().getAddress().getURI().toString();
  }

  private static String invite(String uri) {
    return """
    INVITE %s SIP/2.0
    Max-Forwards: 70
    From: <sip:bob@example.com>;tag=ours
    To: <sip:alice@example.com>
    Call-ID: %s
    CSeq: 1 INVITE
    Contact: <sip:bob@127.0.0.1>
    Content-Length: 0

    """
        .replace("\n", "\r\n")
        .formatted(uri, java.util.UUID.randomUUID());
  }
}
