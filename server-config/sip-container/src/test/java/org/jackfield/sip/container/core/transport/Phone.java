package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A far side that sends SIP as text and shows what came back, over a datagram or stream socket. */
abstract class Phone implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;

  static Phone udp(InetSocketAddress server) throws IOException {
    return new Udp(server);
  }

  static Phone stream(Socket connected) throws IOException {
    return new Stream(connected);
  }

  /** Hears everybody from now on, not only its server. */
  void disconnect() {}

  abstract String transport();

  abstract InetSocketAddress local();

  abstract void send(byte[] bytes) throws IOException;

  /** The next message, or nothing when none comes within the time. */
  abstract @Nullable String poll(int millis) throws IOException;

  @Override
  public abstract void close() throws IOException;

  void send(String text) {
    try {
      send(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String receive() throws IOException {
    String message = poll(PATIENCE_MILLIS);
    if (message == null) {
      throw new AssertionError("Nothing came within " + PATIENCE_MILLIS + " ms");
    }
    return message;
  }

  /** A request as a phone would write it; lines are added before the body. */
  String request(String method, String callId, int cseq, String toTag, String... lines) {
    InetSocketAddress local = local();
    String host = local.getAddress().getHostAddress();
    String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + local.getPort();
    String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return """
    %1$s sip:bob@example.com SIP/2.0
    Via: SIP/2.0/%2$s %3$s;branch=z9hG4bK-%4$s-%5$d-%6$s;rport
    Max-Forwards: 70
    From: <sip:alice@example.com>;tag=caller
    To: <sip:bob@example.com>%7$s
    Call-ID: %4$s
    CSeq: %5$d %1$s
    Contact: <sip:alice@%3$s;transport=%8$s>
    %9$sContent-Length: 0

    """
        .replace("\n", "\r\n")
        .formatted(
            method,
            transport(),
            address,
            callId,
            cseq,
            method,
            toTag.isEmpty() ? "" : ";tag=" + toTag,
            transport().toLowerCase(Locale.ROOT),
            more);
  }

  private static final class Udp extends Phone {
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[65_536];

    Udp(InetSocketAddress server) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(server.getAddress(), 0));
      socket.connect(server);
    }

    @Override
    void disconnect() {
      socket.disconnect();
    }

    @Override
    String transport() {
      return "UDP";
    }

    @Override
    InetSocketAddress local() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    void send(byte[] bytes) throws IOException {
      socket.send(new DatagramPacket(bytes, bytes.length));
    }

    @Override
    @Nullable String poll(int millis) throws IOException {
      socket.setSoTimeout(millis);
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return null;
      }
      return new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static final class Stream extends Phone {
    private final Socket socket;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    Stream(Socket socket) {
      this.socket = socket;
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      StreamFramer framer =
          new StreamFramer(
              1 << 20,
              bytes -> received.add(new String(bytes, StandardCharsets.UTF_8)),
              () -> received.add("ping"));
      byte[] buffer = new byte[4096];
      try {
        int count = socket.getInputStream().read(buffer);
        while (count >= 0) {
          if (count == 2 && buffer[0] == '\r') {
            received.add("pong");
          }
          framer.feed(Arrays.copyOf(buffer, count), count);
          count = socket.getInputStream().read(buffer);
        }
        received.add("closed");
      } catch (IOException | StreamFramer.Unframed e) {
        received.add("closed");
      }
    }

    @Override
    String transport() {
      return socket instanceof javax.net.ssl.SSLSocket ? "TLS" : "TCP";
    }

    @Override
    InetSocketAddress local() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    @Override
    @Nullable String poll(int millis) {
      try {
        return received.poll(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
