package org.jackfield.sip.container.core;

import java.util.ArrayDeque;
import java.util.Queue;
import javax.sip.address.Hop;
import javax.sip.address.URI;
import org.mobicents.ext.javax.sip.dns.DefaultDNSServerLocator;

/**
 * Where a request goes whose address is a domain, RFC 3263. Behind an outbound proxy that is none
 * of our business: the request has a route, and a network that lets nothing else out may not even
 * know the domain.
 */
final class NextServers extends DefaultDNSServerLocator {
  private final boolean byProxy;

  NextServers(boolean byProxy) {
    this.byProxy = byProxy;
  }

  /** Asked by the core for the Request-URI, whatever the route; without an answer it takes that. */
  @Override
  public Queue<Hop> locateHops(URI uri) {
    return byProxy ? new ArrayDeque<>() : super.locateHops(uri);
  }
}
