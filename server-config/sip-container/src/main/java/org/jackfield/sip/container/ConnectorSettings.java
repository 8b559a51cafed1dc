package org.jackfield.sip.container;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One address and transport on which SIP is received.
 *
 * @param name unique in the server
 * @param transport any but the WebSocket ones, which the web server receives
 * @param address what is bound, IPv4 or IPv6, possibly the wildcard
 * @param external what peers are told in Via, Contact and Record-Route where they see us behind NAT
 * @param serverTls for connections that peers open; only and always with {@link Transport#TLS}
 * @param clientTls for connections that we open; {@code serverTls} serves both where it is empty
 * @param checksNames whether who is called must show a certificate for the host that was meant
 */
public record ConnectorSettings(
    String name,
    Transport transport,
    InetSocketAddress address,
    Optional<Endpoint> external,
    Optional<SSLContext> serverTls,
    Optional<SSLContext> clientTls,
    boolean checksNames) {
  public ConnectorSettings {
    if (transport.isWebSocket()) {
      throw new IllegalArgumentException(
          "Connector '" + name + "': WebSocket is received by the web server, not by a connector");
    }
    if ((transport == Transport.TLS) != serverTls.isPresent()) {
      throw new IllegalArgumentException(
          "Connector '" + name + "': an ssl-context belongs to transport tls, and to no other");
    }
  }
}
