package org.jackfield.system.api;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A SIP phone that is always busy, however many call it at once. */
final class RefusingPhone implements AutoCloseable {

  private static final int LONGEST = 65_535;
  private static final List<String> KEPT = List.of("via:", "from:", "call-id:", "cseq:");

  private final DatagramSocket socket;

  RefusingPhone() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().name("refuses").start(this::refuse);
  }

  /** Where it is called. */
  String uri() {
    return "sip:busy@127.0.0.1:" + socket.getLocalPort();
  }

  private void refuse() {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        if (text.startsWith("INVITE ")) {
          byte[] answer = busy(text).getBytes(StandardCharsets.UTF_8);
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static String busy(String invite) {
    StringBuilder answer = new StringBuilder("SIP/2.0 486 Busy Here\r\n");
    for (String line : invite.split("\r\n\r\n", 2)[0].split("\r\n")) {
      String lower = line.toLowerCase(java.util.Locale.ROOT);
      if (KEPT.stream().anyMatch(lower::startsWith)) {
        answer.append(line).append("\r\n");
      } else if (lower.startsWith("to:")) {
        answer.append(line).append(";tag=busy\r\n");
      }
    }
    return answer.append("Content-Length: 0\r\n\r\n").toString();
  }

  @Override
  public void close() {
    socket.close();
  }
}
