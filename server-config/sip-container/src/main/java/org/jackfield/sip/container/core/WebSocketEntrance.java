package org.jackfield.sip.container.core;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
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
 * Brings the WebSocket connections of one place in the web server into the stack. The stack knows
 * ws and wss as two transports with an address each; both are opened when their first connection
 * comes, which tells the address that clients reach us at. Any thread may enter.
 */
final class WebSocketEntrance implements WebSocketFlows {
  private final String name;
  private final SignalingStack stack;
  private final Joining joining;
  private final Consumer<String> leaving;
  private final Traffic traffic = new Traffic();
  private final Map<Transport, String> opened = new EnumMap<>(Transport.class);
  private boolean over;

  WebSocketEntrance(String name, SignalingStack stack, Joining joining, Consumer<String> leaving) {
    this.name = name;
    this.stack = stack;
    this.joining = joining;
    this.leaving = leaving;
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public Inbound opened(Connection connection) throws IOException {
    Incoming incoming =
        stack.webSockets(place(connection)).accept(connection.peer(), new Way(connection));
    return new Inbound() {
      @Override
      public void received(byte[] message) {
        incoming.received(message);
      }

      @Override
      public void closed() {
        incoming.closed();
      }
    };
  }

  private synchronized String place(Connection connection) throws IOException {
    if (over) {
      throw new IOException("The web socket '" + name + "' is closed");
    }
    Transport transport = connection.isSecure() ? Transport.WSS : Transport.WS;
    String known = opened.get(transport);
    if (known != null) {
      return known;
    }
    String place = name + "/" + transport.token();
    SipProvider provider =
        stack.openWebSocket(place, transport, connection.local(), Optional.empty(), traffic);
    joining.join(place, transport, Optional.empty(), provider, traffic);
    opened.put(transport, place);
    return place;
  }

  synchronized void close() {
    over = true;
    opened.values().forEach(leaving);
    opened.clear();
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

  private record Way(Connection connection) implements Socket {
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
