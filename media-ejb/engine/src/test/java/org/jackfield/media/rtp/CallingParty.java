package org.jackfield.media.rtp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** As much of SIP as it takes to call a telephone that is not ours, and to hang up. */
final class CallingParty implements AutoCloseable {

  private static final int REPEATS = 40;

  private final DatagramSocket socket;
  private final int to;
  private String answer = "";

  CallingParty(int to) throws IOException {
    this.to = to;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(500);
  }

  /** Calls until it is answered, and confirms that: the description of the one who is called. */
  String calls(String description) throws IOException {
    for (int i = 0; i < REPEATS; i++) {
      send("INVITE", "<sip:phone@127.0.0.1>", description);
      String text = awaitsFinal();
      if (!text.isEmpty()) {
        answer = text;
        send("ACK", header("To"), "");
        if (!text.startsWith("SIP/2.0 200")) {
          throw new IOException("It was refused: " + text);
        }
        return text.substring(text.indexOf("\r\n\r\n") + 4);
      }
    }
    throw new IOException("Nobody answers at port " + to);
  }

  /** Empty where it may not have come. */
  private String awaitsFinal() throws IOException {
    byte[] bytes = new byte[8_192];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      while (true) {
        socket.receive(packet);
        String text = new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
        if (text.startsWith("SIP/2.0 ") && text.charAt(8) > '1') {
          return text;
        }
        packet.setLength(bytes.length);
      }
    } catch (SocketTimeoutException none) {
      return "";
    }
  }

  private String header(String name) {
    return new CalledParty.Message(answer, socket.getLocalSocketAddress()).header(name);
  }

  void hangsUp() throws IOException {
    send("BYE", header("To"), "");
    awaitsFinal();
  }

  private void send(String method, String callee, String description) throws IOException {
    int here = socket.getLocalPort();
    String text =
        """
        %s sip:phone@127.0.0.1:%d SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKcalls%s;rport
        From: <sip:jack@127.0.0.1>;tag=jack
        To: %s
        Call-ID: calls-%d
        CSeq: %d %s
        Contact: <sip:jack@127.0.0.1:%d>
        Max-Forwards: 70
        Content-Type: application/sdp
        Content-Length: %d

        """
            .formatted(
                method,
                to,
                here,
                method,
                callee,
                here,
                method.equals("BYE") ? 2 : 1,
                method,
                here,
                description.length());
    byte[] bytes = (text.replace("\n", "\r\n") + description).getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
  }

  @Override
  public void close() {
    socket.close();
  }
}
