package org.jackfield.sip.container.core.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jackfield.sip.container.Transport;

/**
 * All connections that exist, by transport and the peer's address as we see it. They are looked for
 * in all connectors, because whoever sends may know the peer but not which connector it came to.
 * Any thread may enter.
 */
final class Flows {
  private final Map<Key, Flow> byPeer = new ConcurrentHashMap<>();

  /** The connection with this peer, if it is still open. */
  Optional<Flow> find(Transport transport, InetSocketAddress peer) {
    return Optional.ofNullable(byPeer.get(new Key(transport, peer))).filter(Flow::isOpen);
  }

  /** Keeps a connection; one that had the same peer is dead, whatever it says, and is closed. */
  void keep(Transport transport, Flow flow) {
    Flow before = byPeer.put(new Key(transport, flow.peer()), flow);
    if (before != null && before != flow) {
      before.close();
    }
  }

  void forget(Transport transport, Flow flow) {
    byPeer.remove(new Key(transport, flow.peer()), flow);
  }

  /** Ends the connections with those of whom this is true. */
  void close(Predicate<InetAddress> whose) {
    byPeer.values().stream()
        .filter(flow -> whose.test(flow.peer().getAddress()))
        .forEach(Flow::close);
  }

  int count(Transport transport) {
    return (int) byPeer.keySet().stream().filter(key -> key.transport == transport).count();
  }

  private record Key(Transport transport, InetSocketAddress peer) {}
}
