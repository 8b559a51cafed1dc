package org.jackfield.sip.container.core;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.sip.container.Endpoint;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** Which DNS servers are asked for the servers of a domain, RFC 3263. */
final class NameServers {
  private NameServers() {}

  /**
   * Asks these from now on; where there are none, those of the system.
   *
   * @throws IllegalArgumentException if one of them has no address
   */
  static void use(List<Endpoint> servers) {
    if (servers.isEmpty()) {
      Lookup.refreshDefault();
      return;
    }
    try {
      List<Resolver> resolvers = new ArrayList<>();
      for (Endpoint server : servers) {
        SimpleResolver resolver = new SimpleResolver(server.host());
        resolver.setPort(server.port());
        resolvers.add(resolver);
      }
      Lookup.setDefaultResolver(new ExtendedResolver(resolvers.toArray(Resolver[]::new)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("A DNS server has no address: " + e.getMessage(), e);
    }
  }
}
