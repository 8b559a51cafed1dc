package org.jackfield.sip.container.subsystem;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.ban.Bans;
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
          Figure.counter(
              "rejected-requests", live -> live.server().map(SipServer::rejected).orElse(0L)),
          Figure.gauge("banned-sources", live -> live.bans().map(Bans::count).orElse(0)),
          Figure.counter("bans-imposed", live -> live.bans().map(Bans::imposedCount).orElse(0L)),
          Figure.counter(
              "dropped-messages", live -> live.bans().map(Bans::droppedCount).orElse(0L)));

  private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();
  private volatile @Nullable SipServer server;

  /** Takes the server when it starts, and null when it stops. */
  void accept(@Nullable SipServer started) {
    server = started;
  }

  Optional<SipServer> server() {
    return Optional.ofNullable(server);
  }

  Optional<Bans> bans() {
    return server().map(SipServer::bans);
  }

  void opened(String connector, InetSocketAddress address) {
    addresses.put(connector, address);
  }

  void closed(String connector) {
    addresses.remove(connector);
  }

  /** Where an open connector listens. */
  Optional<InetSocketAddress> address(String connector) {
    return Optional.ofNullable(addresses.get(connector));
  }
}
