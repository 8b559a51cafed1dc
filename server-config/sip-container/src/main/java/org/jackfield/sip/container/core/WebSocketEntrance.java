package org.jackfield.sip.container.core;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sip.SipProvider;
import org.jackfield.sip.container.ConnectorFigures;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.WebSocketFlows;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jackfield.sip.container.core.transport.WebSocketFlows.Incoming;
import org.jackfield.sip.container.core.transport.WebSocketFlows.Socket;

/**
 * Brings the web server's WebSocket connections into the stack, by whichever paths they come. The
 * stack knows ws and wss as two transports with one address each; both are opened when their first
 * connection comes, which tells the address that clients reach us at. Any thread may enter.
 */
final class WebSocketEntrance {
  private final SignalingStack stack;
  private final Joining joining;
  private final Consumer<Transport> leaving;
  private final Map<String, Traffic> open = new HashMap<>();
  private final Set<Transport> places = EnumSet.noneOf(Transport.class);

  WebSocketEntrance(SignalingStack stack, Joining joining, Consumer<Transport> leaving) {
    this.stack = stack;
    this.joining = joining;
    this.leaving = leaving;
  }

  synchronized WebSocketFlows open(String name) throws IOException {
    Traffic traffic = new Traffic();
    if (open.putIfAbsent(name, traffic) != null) {
      throw new IOException("The web socket '" + name + "' is open already");
    }
    return connection -> take(name, traffic, connection);
  }

  synchronized Set<String> names() {
    return Set.copyOf(open.keySet());
  }

  synchronized Optional<ConnectorFigures> figures(String name) {
    return Optional.ofNullable(open.get(name))
        .map(traffic -> new OpenFigures(stack, Optional.empty(), traffic));
  }

  /** Lets no more connections in by this name; with the last name the transports close. */
  void close(String name) {
    List<Transport> unused;
    synchronized (this) {
      open.remove(name);
      unused = open.isEmpty() ? List.copyOf(places) : List.of();
      if (open.isEmpty()) {
        places.clear();
      }
    }
    unused.forEach(leaving);
  }

  private WebSocketFlows.Inbound take(
      String name, Traffic traffic, WebSocketFlows.Connection connection) throws IOException {
    Incoming incoming =
        stack
            .webSockets(place(name, traffic, connection))
            .accept(connection.peer(), new Way(connection), traffic);
    return new Inbound(incoming);
  }

  private synchronized Transport place(
      String name, Traffic traffic, WebSocketFlows.Connection connection) throws IOException {
    if (open.get(name) != traffic) {
      throw new IOException("The web socket '" + name + "' is closed");
    }
    Transport transport = connection.isSecure() ? Transport.WSS : Transport.WS;
    if (!places.contains(transport)) {
      joining.join(transport, stack.openWebSocket(transport, connection.local(), Optional.empty()));
      places.add(transport);
    }
    return transport;
  }

  /** Lets the servlet core use what the stack has opened. */
  interface Joining {
    void join(Transport transport, SipProvider provider) throws IOException;
  }

  private record Inbound(Incoming incoming) implements WebSocketFlows.Inbound {
    @Override
    public void received(byte[] message) {
      incoming.received(message);
    }

    @Override
    public void closed() {
      incoming.closed();
    }
  }

  private record Way(WebSocketFlows.Connection connection) implements Socket {
    @Override
    public void send(byte[] message) throws IOException {
      connection.send(message);
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
