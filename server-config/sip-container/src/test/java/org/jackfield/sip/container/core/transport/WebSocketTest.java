package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Browsers, RFC 7118, with the web server's part played here. */
class WebSocketTest {
  private static final InetSocketAddress BROWSER = new InetSocketAddress("203.0.113.5", 49152);

  private final Bench bench = new Bench();
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aBrowserRegistersAndIsCalledOnItsConnection() throws Exception {
    WebSocketFlows.Incoming flow = connect(Transport.WSS);
    flow.received(message("REGISTER", "WSS", "reg"));
    assertThat(receive()).startsWith("SIP/2.0 200 OK").contains("SIP/2.0/WSS df7jal.invalid");

    String contact =
        bench.agent.requests.getFirst().getContactHeader().getAddress().getURI().toString();
    assertThat(contact).contains("@203.0.113.5:49152", "transport=wss");
    bench.send(
        Transport.WSS,
        new String(message("INVITE", "WSS", "call"), StandardCharsets.UTF_8)
            .replaceFirst("sip:bob@example.com", contact)
            .replaceFirst("Via:.*\r\n", ""));

    assertThat(receive()).startsWith("INVITE sip:x1y2@df7jal.invalid;transport=ws SIP/2.0\r\n");
  }

  @Test
  void aClosedGateRefusesBrowsersToo() throws Exception {
    WebSocketFlows.Incoming flow = connect(Transport.WS);
    bench.stack.closeGate();
    flow.received(message("INVITE", "WS", "call"));

    assertThat(receive()).startsWith("SIP/2.0 503");
    assertThat(bench.agent.requests).isEmpty();
  }

  @Test
  void aKeepAliveIsAnsweredAndAClosedConnectionForgotten() throws Exception {
    WebSocketFlows.Incoming flow = connect(Transport.WS);
    flow.received("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(receive()).isEqualTo("\r\n");
    assertThat(bench.stack.connections(Transport.WS)).isEqualTo(1);

    flow.closed();
    assertThat(bench.stack.connections(Transport.WS)).isZero();
  }

  @Test
  void connectionsThatAProxyBringsAreToldApart() throws Exception {
    connect(Transport.WS);
    WebSocketFlows flows = bench.stack.webSockets(Transport.WS);
    InetSocketAddress proxied = new InetSocketAddress("203.0.113.5", 0);
    WebSocketFlows.Incoming one = flows.accept(proxied, socket("one: "), bench.traffic);
    WebSocketFlows.Incoming two = flows.accept(proxied, socket("two: "), bench.traffic);
    one.received(message("MESSAGE", "WS", "first"));
    assertThat(receive()).startsWith("one: SIP/2.0 200");
    two.received(message("MESSAGE", "WS", "second"));
    assertThat(receive()).startsWith("two: SIP/2.0 200");
    assertThat(bench.stack.connections(Transport.WS)).isEqualTo(3);
  }

  @Test
  void stoppingClosesTheConnections() throws Exception {
    connect(Transport.WS);
    bench.close();

    assertThat(receive()).isEqualTo("closed");
  }

  private WebSocketFlows.Incoming connect(Transport transport) throws Exception {
    bench.listen(
        bench.stack.openWebSocket(
            transport, new InetSocketAddress(Bench.LOOPBACK, 8443), Optional.empty()));
    return bench.stack.webSockets(transport).accept(BROWSER, socket(""), bench.traffic);
  }

  private WebSocketFlows.Socket socket(String name) {
    return new WebSocketFlows.Socket() {
      @Override
      public void send(byte[] message) {
        sent.add(name + new String(message, StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        sent.add(name + "closed");
      }
    };
  }

  private String receive() throws InterruptedException {
    String message = sent.poll(5, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("Nothing was sent");
    }
    return message;
  }

  private static byte[] message(String method, String via, String callId) {
    return """
    %1$s sip:bob@example.com SIP/2.0
    Via: SIP/2.0/%2$s df7jal.invalid;branch=z9hG4bK-%3$s
    Max-Forwards: 69
    From: <sip:alice@example.com>;tag=browser
    To: <sip:bob@example.com>
    Call-ID: %3$s
    CSeq: 1 %1$s
    Contact: <sip:x1y2@df7jal.invalid;transport=ws>;expires=600
    Content-Length: 0

    """
        .replace("\n", "\r\n")
        .formatted(method, via, callId)
        .getBytes(StandardCharsets.UTF_8);
  }
}
