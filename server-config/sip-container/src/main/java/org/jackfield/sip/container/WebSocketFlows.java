package org.jackfield.sip.container;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Takes WebSocket connections that speak SIP, RFC 7118, from the web server that accepted them. */
public interface WebSocketFlows {
  /**
   * Takes a connection that has been opened. Must not block: the web server's own thread calls.
   *
   * @throws IOException if the server cannot serve it, as when it stops
   */
  Inbound opened(Connection connection) throws IOException;

  /** One connection, for the server to answer on. Any thread may call. */
  interface Connection {
    InetSocketAddress peer();

    InetSocketAddress local();

    /** Whether it runs over TLS: the transport is then wss, whatever the peer writes in Contact. */
    boolean isSecure();

    /** Sends one message after those sent before, without waiting for the peer. */
    void send(byte[] message) throws IOException;

    void close();
  }

  /** What comes in on one connection, in order. Must not block. */
  interface Inbound {
    /** One SIP message, whole. */
    void received(byte[] message);

    void closed();
  }
}
