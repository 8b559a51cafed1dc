package org.jackfield.sip.container.core;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sip.SipProvider;
import org.jackfield.sip.container.Endpoint;
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
  private final Consumer<String> leaving;
  private final Traffic traffic = new Traffic();
  private final Set<String> names = new HashSet<>();
  private final Map<Transport, String> places = new EnumMap<>(Transport.class);

  WebSocketEntrance(SignalingStack stack, Joining joining, Consumer<String> leaving) {
    this.stack = stack;
    this.joining = joining;
    this.leaving = leaving;
  }

  synchronized WebSocketFlows open(String name) throws IOException {
    if (!names.add(name)) {
      throw new IOException("The web socket '" + name + "' is open already");
    }
    return connection -> take(name, connection);
  }

  synchronized boolean has(String name) {
    return names.contains(name);
  }

  synchronized Set<String> names() {
    return Set.copyOf(names);
  }

  /** Of all web sockets together, as they share the two transports. */
  Traffic traffic() {
    return traffic;
  }

  /** Lets no more connections in by this name; with the last name the transports close. */
  void close(String name) {
    List<String> unused;
    synchronized (this) {
      names.remove(name);
      unused = names.isEmpty() ? List.copyOf(places.values()) : List.of();
      if (names.isEmpty()) {
        places.clear();
      }
    }
    unused.forEach(leaving);
  }

  private WebSocketFlows.Inbound take(String name, WebSocketFlows.Connection connection)
      throws IOException {
    Incoming incoming =
        stack.webSockets(place(name, connection)).accept(connection.peer(), new Way(connection));
    return new Inbound(incoming);
  }

  private synchronized String place(String name, WebSocketFlows.Connection connection)
      throws IOException {
    if (!names.contains(name)) {
      throw new IOException("The web socket '" + name + "' is closed");
    }
    Transport transport = connection.isSecure() ? Transport.WSS : Transport.WS;
    String known = places.get(transport);
    if (known != null) {
      return known;
    }
    String place = "websocket/" + transport.token();
    SipProvider provider =
        stack.openWebSocket(place, transport, connection.local(), Optional.empty(), traffic);
    joining.join(place, transport, Optional.empty(), provider, traffic);
    places.put(transport, place);
    return place;
  }

  /** Lets the servlet core use what the stack has opened. */
  interface Joining {
    void join(
        String name,
        Transport transport,
        Optional<Endpoint> external,
        SipProvider provider,
        Traffic traffic)
        throws IOException;
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
