package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.sip.SipProvider;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalingStackTest {
  private final SignalingStack stack = new SignalingStack(ServerSettings.DEFAULT);
  private final Answering listener = new Answering();
  private final Traffic traffic = new Traffic();

  @AfterEach
  void stop() {
    stack.stop();
  }

  @Test
  void answersOverUdp() throws Exception {
    InetSocketAddress server = open("a", Transport.UDP);
    try (Phone phone = Phone.udp(server)) {
      phone.send(phone.request("OPTIONS", "one", 1, ""));

      assertThat(phone.receive()).startsWith("SIP/2.0 200 OK").contains("rport=");
    }
    assertThat(traffic.requestsReceivedCount()).isEqualTo(1);
    assertThat(traffic.responsesSentCount(2)).isEqualTo(1);
  }

  @Test
  void answersOverTcpOnTheSameConnection() throws Exception {
    InetSocketAddress server = open("a", Transport.TCP);
    try (Phone phone = Phone.stream(new Socket(server.getAddress(), server.getPort()))) {
      phone.send(phone.request("OPTIONS", "one", 1, ""));

      assertThat(phone.receive()).startsWith("SIP/2.0 200 OK");
    }
  }

  private InetSocketAddress open(String name, Transport transport) throws Exception {
    SipProvider provider =
        stack.open(
            new ConnectorSettings(
                name,
                transport,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            traffic);
    provider.addSipListener(listener);
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), provider.getListeningPoints()[0].getPort());
  }
}
