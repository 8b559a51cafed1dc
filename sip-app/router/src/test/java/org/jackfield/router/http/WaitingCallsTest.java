package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.junit.jupiter.api.Test;

/** A dead application costs its own calls only (A18, G9). */
class WaitingCallsTest {

  private static final int CALLS = 1_000;
  private static final int MOST_THREADS = 50;

  @Test
  void costFewThreadsAndDoNotSlowOthers() throws Exception {
    try (ServerSocket dead = new ServerSocket(0, CALLS, InetAddress.getLoopbackAddress());
        WebServer alive = new WebServer();
        HttpApplication application =
            new HttpApplication(new OneAccount(), InstantSource.system(), OneAccount.LOCAL);
        QuietCalls calls = new QuietCalls(application)) {
      alive.at("/voice", WebServer.says(200, "text/xml", FaultyServer.BUSY));
      int before = ManagementFactory.getThreadMXBean().getThreadCount();
      List<Socket> connections = connectionsOf(dead);
      List<QuietCalls.Life> waiting = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        waiting.add(
            calls.arrives(
                to("http://127.0.0.1:" + dead.getLocalPort() + "/#tt=15000&rc=0"), "+1555" + i));
      }
      await(connections);

      // Platform threads alone are counted
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - before)
          .isLessThan(MOST_THREADS);
      assertThat(waiting).allMatch(call -> call.over.getCount() == 1);
      long begin = System.nanoTime();
      assertThat(calls.arrives(to(alive.address("/voice")), "+15550001").outcome())
          .isEqualTo("busy");
      // The dead one is waited for 15 s
      assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(4_000);

      for (Socket connection : connections) {
        connection.close();
      }
      for (QuietCalls.Life call : waiting) {
        assertThat(call.outcome()).isEqualTo("failed");
      }
    }
  }

  private static List<Socket> connectionsOf(ServerSocket server) {
    List<Socket> connections = new CopyOnWriteArrayList<>();
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              connections.add(server.accept());
            } catch (IOException closed) {
              return;
            }
          }
        });
    return connections;
  }

  private static void await(List<Socket> connections) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(12);
    while (connections.size() < CALLS && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(connections).hasSize(CALLS);
  }

  private static VoiceSettings to(String address) {
    return new VoiceSettings(
        Optional.of(new Target(address, "POST")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
