package org.jackfield.system.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody at an address of its own, such as 127.0.0.9, who sends what he likes and shows what
 * comes back.
 */
public final class Stranger implements AutoCloseable {
  private static final int SOON_MILLIS = 5_000;
  private final String from;
  private final InetSocketAddress server;
  private final DatagramSocket datagrams;
  private final byte[] buffer = new byte[65_536];
  private String user = "";

  /** Speaks UDP with the server's port on 127.0.0.1. */
  public Stranger(String from, int serverPort) throws IOException {
    this.from = from;
    server = new InetSocketAddress("127.0.0.1", serverPort);
    datagrams = new DatagramSocket(new InetSocketAddress(from, 0));
    datagrams.setSoTimeout(SOON_MILLIS);
  }

  /** A request outside a dialog, with more header lines. */
  public String request(String method, String uri, String... lines) {
    String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    String id = UUID.randomUUID().toString();
    return """
    %1$s %2$s SIP/2.0
    Via: SIP/2.0/TRANSPORT %3$s:%4$d;branch=z9hG4bK%5$s;rport
    Max-Forwards: 70
    From: <%7$s>;tag=s
    To: <%8$s>
    Call-ID: %5$s
    CSeq: 1 %1$s
    Contact: <sip:stranger@%3$s:%4$d>
    %6$sContent-Length: 0

    """
        .replace("\n", "\r\n")
        .formatted(
            method,
            uri,
            from,
            datagrams.getLocalPort(),
            id,
            more,
            user.isEmpty() ? "sip:stranger@" + from : user,
            user.isEmpty() ? uri : user);
  }

  /** Says from now on that it is somebody, who also stands in To, as in a REGISTER. */
  public Stranger as(String somebody) {
    user = somebody;
    return this;
  }

  /** Sends a datagram. */
  public void send(String text) {
    byte[] bytes = text.replace("TRANSPORT", "UDP").getBytes(UTF_8);
    try {
      datagrams.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a datagram, and gives the final answer to it. */
  public String ask(String request) {
    send(request);
    String id = id(request);
    String answer = "";
    while (!answer.contains(id) || answer.startsWith("SIP/2.0 1")) {
      answer = next().orElseThrow(() -> new AssertionError("No answer came to " + from));
    }
    return answer;
  }

  /** Whether an answer to this request is among what has come until now. */
  public boolean hasAnswerTo(String request) {
    String id = id(request);
    try {
      datagrams.setSoTimeout(1);
      Optional<String> heard = next();
      while (heard.isPresent()) {
        if (heard.get().contains(id)) {
          return true;
        }
        heard = next();
      }
      datagrams.setSoTimeout(SOON_MILLIS);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(String request) {
    return request.lines().filter(line -> line.startsWith("Call-ID:")).findFirst().orElseThrow();
  }

  private Optional<String> next() {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      datagrams.receive(packet);
      return Optional.of(new String(buffer, 0, packet.getLength(), UTF_8));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends over a connection of its own, and gives what came back until {@code ends} or its end. */
  public String connect(String text, String ends) throws IOException {
    StringBuilder heard = new StringBuilder();
    try (Socket socket =
        new Socket(server.getAddress(), server.getPort(), InetAddress.getByName(from), 0)) {
      socket.setSoTimeout(SOON_MILLIS);
      socket.getOutputStream().write(text.replace("TRANSPORT", "TCP").getBytes(UTF_8));
      int count = socket.getInputStream().read(buffer);
      while (count > 0) {
        heard.append(new String(buffer, 0, count, UTF_8));
        if (heard.indexOf(ends) >= 0) {
          return heard.toString();
        }
        count = socket.getInputStream().read(buffer);
      }
      return heard.toString();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("Neither " + ends + " nor the end came, but " + heard, e);
    }
  }

  @Override
  public void close() {
    datagrams.close();
  }
}
