package org.jackfield.media.service;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import org.jackfield.network.AllowedNetworks;
import org.jackfield.network.PinnedAddress;

/** Finds where origins are, and refuses those that may not be asked. Entered by any thread. */
final class OriginHosts {

  private final AllowedNetworks allowed;
  private final Lookup names;

  OriginHosts(AllowedNetworks allowed, Lookup names) {
    this.allowed = allowed;
    this.names = names;
  }

  /** A directory of names, such as the platform's. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * A request that goes to an address which was checked, so that no name server can tell another
   * one in between. Where TLS is spoken the certificate sees to that, and what answers is looked at
   * once more, see {@link #checkAgain}.
   */
  HttpRequest.Builder request(URI at) throws UnknownHostException, Unmade {
    InetAddress checked = check(at);
    HttpRequest.Builder request = HttpRequest.newBuilder();
    PinnedAddress.into(request, OriginAddress.withoutCredentials(at), checked);
    return request;
  }

  /** A name that has come to lead elsewhere while we connected gets nothing out of there. */
  void checkAgain(URI at) throws UnknownHostException, Unmade {
    if (!PinnedAddress.holds(at)) {
      check(at);
    }
  }

  private InetAddress check(URI at) throws UnknownHostException, Unmade {
    String scheme = at.getScheme();
    String host = at.getHost();
    boolean isWeb = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!isWeb || host == null) {
      throw new Unmade(
          Unmade.BAD_ADDRESS, OriginAddress.shown(at) + " is no http or https address");
    }
    InetAddress[] found = names.addresses(host.replaceAll("[\\[\\]]", ""));
    for (InetAddress address : found) {
      if (!allowed.allows(address)) {
        throw new Unmade(
            Unmade.BAD_ADDRESS,
            OriginAddress.shown(at)
                + " is in a private network, and not among jackfield.allowed-networks");
      }
    }
    return found[0];
  }
}
