package org.jackfield.network;

import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * Requests to an address that was checked, so that no name server can tell another one in between
 * (D21). Where TLS is spoken the certificate sees to that: it must be one for the name. Any thread.
 */
public final class PinnedAddress {

  private static final boolean HOST_CAN_BE_NAMED = canNameHost();

  private PinnedAddress() {}

  /** Whether a request for this address goes to where it was checked, whatever its name becomes. */
  public static boolean holds(URI target) {
    return HOST_CAN_BE_NAMED && "http".equalsIgnoreCase(target.getScheme());
  }

  /** Gives a request its address: the one that was checked, and the name beside it. */
  public static void into(HttpRequest.Builder request, URI target, InetAddress checked) {
    if (!holds(target)) {
      request.uri(target);
      return;
    }
    String numbers = checked.getHostAddress().replaceFirst("%.*", "");
    String host = checked instanceof Inet6Address ? "[" + numbers + "]" : numbers;
    String authority = target.getRawAuthority();
    String port = target.getPort() < 0 ? "" : ":" + target.getPort();
    String whole = target.toString();
    int rest = whole.indexOf("//") + 2 + authority.length();
    request.uri(URI.create(target.getScheme() + "://" + host + port + whole.substring(rest)));
    request.header("Host", authority);
  }

  private static boolean canNameHost() {
    PlatformClient.prepare();
    try {
      HttpRequest.newBuilder().header("Host", "localhost");
      return true;
    } catch (IllegalArgumentException restricted) {
      System.getLogger(PinnedAddress.class.getName())
          .log(
              Level.INFO,
              "Names of hosts are looked up twice: start the server with"
                  + " -Djdk.httpclient.allowRestrictedHeaders=host");
      return false;
    }
  }
}
