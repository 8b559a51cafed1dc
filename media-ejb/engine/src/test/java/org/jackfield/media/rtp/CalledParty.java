package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of SIP as it takes to be called by a telephone that is not ours, and to hang up. */
final class CalledParty implements AutoCloseable {

  private static final int ANSWERS_MILLIS = 20_000;

  private final DatagramSocket socket;
  private int sequence;

  CalledParty() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(ANSWERS_MILLIS);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** A message as it came. */
  record Message(String text, SocketAddress from) {
    String header(String name) {
      Matcher line = Pattern.compile("(?mi)^" + name + ": *(.*)$").matcher(text);
      assertThat(line.find()).as(name).isTrue();
      return line.group(1).strip();
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /** The next message that begins so; others are passed over. */
  Message awaits(String begin) throws IOException {
    byte[] bytes = new byte[8_192];
    while (true) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      socket.receive(packet);
      String text = new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (text.startsWith(begin)) {
        return new Message(text, packet.getSocketAddress());
      }
    }
  }

  /** Takes the call with this session description. */
  void accepts(Message invite, String description) throws IOException {
    String answer =
        """
        SIP/2.0 200 OK
        Via: %s
        From: %s
        To: %s;tag=jack
        Call-ID: %s
        CSeq: %s
        Contact: <sip:jack@127.0.0.1:%d>
        Content-Type: application/sdp
        Content-Length: %d

        """
            .formatted(
                invite.header("Via"),
                invite.header("From"),
                invite.header("To"),
                invite.header("Call-ID"),
                invite.header("CSeq"),
                port(),
                description.length());
    send(answer.replace("\n", "\r\n") + description, invite.from());
    awaits("ACK");
  }

  void hangsUp(Message invite) throws IOException {
    sends("BYE", invite);
  }

  /** Sends a request within the call and waits until it is answered. */
  void sends(String method, Message invite) throws IOException {
    String request =
        """
        %s %s SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s;rport
        From: %s;tag=jack
        To: %s
        Call-ID: %s
        CSeq: %d %s
        Max-Forwards: 70
        Content-Length: 0

        """
            .formatted(
                method,
                invite.header("Contact").replaceAll("^<?([^>;]*).*", "$1"),
                port(),
                method,
                invite.header("To"),
                invite.header("From"),
                invite.header("Call-ID"),
                ++sequence,
                method);
    send(request.replace("\n", "\r\n"), invite.from());
    awaits("SIP/2.0 200");
  }

  private void send(String text, SocketAddress to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  @Override
  public void close() {
    socket.close();
  }
}
