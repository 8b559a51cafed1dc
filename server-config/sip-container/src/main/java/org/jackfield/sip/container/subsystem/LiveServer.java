package org.jackfield.sip.container.subsystem;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * The server while it runs, for operations that read its figures or change it in flight. Any thread
 * may enter.
 */
final class LiveServer {
  static final List<Figure<LiveServer>> FIGURES =
      List.of(
          Figure.gauge("dialogs", live -> live.server().map(SipServer::dialogs).orElse(0)),
          Figure.gauge(
              "transactions", live -> live.server().map(SipServer::transactions).orElse(0)),
          Figure.gauge("queued-messages", live -> live.server().map(SipServer::queued).orElse(0)),
          Figure.counter("rejected-requests", LiveServer::rejected));

  /** Names that traffic is counted under: of connectors and of web sockets. */
  private final Set<String> entrances = ConcurrentHashMap.newKeySet();

  private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();
  private volatile @Nullable SipServer server;

  /** Takes the server when it starts, and null when it stops. */
  void accept(@Nullable SipServer started) {
    server = started;
  }

  Optional<SipServer> server() {
    return Optional.ofNullable(server);
  }

  void opened(String entrance) {
    entrances.add(entrance);
  }

  void opened(String connector, InetSocketAddress address) {
    addresses.put(connector, address);
    opened(connector);
  }

  void closed(String entrance) {
    entrances.remove(entrance);
    addresses.remove(entrance);
  }

  /** Where an open connector listens. */
  Optional<InetSocketAddress> address(String connector) {
    return Optional.ofNullable(addresses.get(connector));
  }

  Optional<Traffic> traffic(String entrance) {
    return server()
        .filter(running -> entrances.contains(entrance))
        .map(running -> running.traffic(entrance));
  }

  private long rejected() {
    return entrances.stream()
        .flatMap(entrance -> traffic(entrance).stream())
        .mapToLong(Traffic::rejectedCount)
        .sum();
  }
}
