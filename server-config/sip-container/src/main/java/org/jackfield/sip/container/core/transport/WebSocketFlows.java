package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jackfield.sip.container.Traffic;

/**
 * Where the web server brings WebSocket connections with subprotocol {@code sip}, RFC 7118. The
 * server keeps the handshake, the frames, ping and pong; here only whole messages pass.
 */
public interface WebSocketFlows {
  /**
   * A connection has been accepted.
   *
   * @param peer the client as the web server sees it
   * @param socket the way back
   * @param traffic where its messages are counted
   */
  Incoming accept(InetSocketAddress peer, Socket socket, Traffic traffic);

  /** What the web server tells of one connection, message after message. */
  interface Incoming {
    /** A text or binary message, whole. It may not change afterwards. Never waits. */
    void received(byte[] message);

    /** The connection has ended. */
    void closed();
  }

  /** What we ask of the web server for one connection. Any thread may call. */
  interface Socket {
    /** Sends one message; waits for nobody. */
    void send(byte[] message) throws IOException;

    /** Ends the connection. */
    void close();
  }
}
