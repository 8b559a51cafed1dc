package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * RFC 5922 section 7.3: whom we call over TLS has to show a certificate for the host that the next
 * hop's URI names, which is not always the name that DNS led to.
 */
final class PeerName {
  private PeerName() {}

  /** The same address under the name that was meant. */
  static InetSocketAddress of(Outgoing message, InetSocketAddress to) {
    if (!(message.about() instanceof SIPRequest request)
        || !(nextHop(request) instanceof SipURI uri)) {
      return to;
    }
    String host = uri.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      // no look-up: name and address are both given
      InetAddress named = InetAddress.getByAddress(host, to.getAddress().getAddress());
      return new InetSocketAddress(named, to.getPort());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has a wrong length: " + to, e);
    }
  }

  private static URI nextHop(SIPRequest request) {
    RouteList routes = request.getRouteHeaders();
    return routes != null && !routes.isEmpty() && routes.getFirst() instanceof Route first
        ? first.getAddress().getURI()
        : request.getRequestURI();
  }

  /** The handshake fails where the certificate is for another host. */
  static void demand(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    // RFC 6125: the only kind of check that Java has, besides LDAP's
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
  }
}
