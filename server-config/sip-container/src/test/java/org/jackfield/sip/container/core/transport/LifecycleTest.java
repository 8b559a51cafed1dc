package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
  @ParameterizedTest
  @CsvSource({"UDP,127.0.0.1", "TCP,127.0.0.1", "UDP,::1", "TCP,::1"})
  void answersWhereItListens(Transport transport, String host) throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), 0);
      InetSocketAddress server = bench.open(Bench.connector("a", transport, address));
      try (Phone phone = bench.call(transport, server)) {
        phone.send(phone.request("OPTIONS", "one", 1, ""));

        assertThat(phone.receive()).startsWith("SIP/2.0 200 OK");
      }
      assertThat(bench.traffic.requestsReceivedCount()).isEqualTo(1);
      assertThat(bench.traffic.responsesSentCount(2)).isEqualTo(1);
    }
  }

  @Test
  void severalConnectorsOfOneTransportComeAndGo() throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress loopback = new InetSocketAddress(Bench.LOOPBACK, 0);
      InetSocketAddress one = bench.open(Bench.connector("one", Transport.UDP, loopback));
      InetSocketAddress two = bench.open(Bench.connector("two", Transport.UDP, loopback));
      bench.open(Bench.connector("three", Transport.TCP, loopback));
      bench.stack.close("one");
      bench.stack.close("three");
      new DatagramSocket(one).close();
      try (Phone phone = Phone.udp(two)) {
        phone.send(phone.request("OPTIONS", "one", 1, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 200 OK");
      }
      bench.stack.close("two");
      InetSocketAddress again = bench.open(Bench.connector("two", Transport.UDP, two));
      try (Phone phone = Phone.udp(again)) {
        phone.send(phone.request("OPTIONS", "two", 1, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 200 OK");
      }
    }
  }

  @Test
  void stoppingLeavesNoThreadAndNoPort() throws Exception {
    Set<Thread> before = threads();
    InetSocketAddress udp;
    InetSocketAddress tcp;
    try (Bench bench = new Bench()) {
      udp = bench.open(Transport.UDP);
      tcp = bench.open(Transport.TCP);
      try (Phone phone = bench.call(Transport.TCP, tcp)) {
        phone.send(phone.request("INVITE", "one", 1, ""));
        phone.receive();
        bench.stack.stop();
        assertThat(phone.receive()).isEqualTo("closed");
      }
    }
    new DatagramSocket(udp).close();
    new ServerSocket(tcp.getPort(), 1, tcp.getAddress()).close();
    Bench.until("no thread is left over", () -> before.containsAll(threads()));
  }

  @Test
  void aPortInUseIsNamedWithItsConnector() throws Exception {
    try (Bench bench = new Bench();
        ServerSocket taken = new ServerSocket(0, 1, Bench.LOOPBACK)) {
      InetSocketAddress address = new InetSocketAddress(Bench.LOOPBACK, taken.getLocalPort());

      assertThatThrownBy(() -> bench.open(Bench.connector("phones", Transport.TCP, address)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'phones'")
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + "/tcp")
          .hasMessageContaining("in use");
      taken.close();
      bench.open(Bench.connector("phones", Transport.TCP, address));
    }
  }

  @Test
  void anErrorInOneMessageCostsThatMessage() throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress server = bench.open(Transport.UDP);
      bench.agent.before =
          request -> {
            if (request.getCallId().getCallId().startsWith("bad")) {
              throw new OutOfMemoryError("not really");
            }
          };
      try (Phone phone = Phone.udp(server)) {
        for (int i = 0; i < 50; i++) {
          phone.send(phone.request("OPTIONS", "bad" + i, 1, ""));
        }
        Bench.until("all are counted", () -> bench.stack.troubles() == 50);
        for (int i = 0; i < 50; i++) {
          phone.send(phone.request("OPTIONS", "good" + i, 1, ""));
          assertThat(phone.receive()).startsWith("SIP/2.0 200");
        }
      }
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.isAlive() && !t.getName().startsWith("ForkJoinPool"))
        .filter(t -> !t.getName().contains("poller") && !t.getName().contains("unblocker"))
        .collect(Collectors.toSet());
  }
}
