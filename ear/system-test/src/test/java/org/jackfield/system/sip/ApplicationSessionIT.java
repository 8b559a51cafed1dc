package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jackfield.system.TestServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class ApplicationSessionIT {
  private static final int CALLS = 500;
  private final TestServer server = TestServer.shared();

  @Test
  void isNotSharedByCallsThatHaveNothingToDoWithEachOther() throws IOException {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "naming.war").addClass(SessionNamingServlet.class);
    try (TestServer.Deployment deployed = server.deploy(war);
        DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      phone.setSoTimeout(10_000);
      Set<String> sessions = new HashSet<>();
      Map<Integer, String> tags = new HashMap<>();

      for (int call = 0; call < CALLS; call++) {
        String answer = ask(phone, call, 1, "INVITE", "");
        sessions.add(header(answer, "Session"));
        tags.put(call, header(answer, "To").replaceAll(".*tag=", ";tag="));
        send(phone, call, 1, "ACK", tags.get(call));
      }

      assertThat(sessions).hasSize(CALLS);
      tags.forEach((call, tag) -> ask(phone, call, 2, "BYE", tag));
    }
  }

  private String ask(DatagramSocket phone, int call, int sequence, String method, String tag) {
    send(phone, call, sequence, method, tag);
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
        phone.receive(packet);
        String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (header(answer, "Call-ID").equals("call-" + call)
            && header(answer, "CSeq").equals(sequence + " " + method)
            && !answer.startsWith("SIP/2.0 1")) {
          assertThat(answer).startsWith("SIP/2.0 200");
          return answer;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(method + " of call " + call + " is not answered", e);
    }
  }

  private void send(DatagramSocket phone, int call, int sequence, String method, String tag) {
    String us = "127.0.0.1:" + phone.getLocalPort();
    byte[] request =
        """
        %2$s sip:naming@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP %1$s;branch=z9hG4bK-%2$s-%3$d
        From: <sip:caller@%1$s>;tag=c%3$d
        To: <sip:naming@127.0.0.1>%4$s
        Call-ID: call-%3$d
        CSeq: %5$d %2$s
        Contact: <sip:caller@%1$s>
        Max-Forwards: 70
        Content-Length: 0

        """
            .formatted(us, method, call, tag, sequence)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    try {
      phone.send(
          new DatagramPacket(
              request,
              request.length,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort())));
    } catch (IOException e) {
      throw new AssertionError(method + " of call " + call + " cannot be sent", e);
    }
  }

  private static String header(String message, String name) {
    return message
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2).strip())
        .findFirst()
        .orElse("");
  }
}
