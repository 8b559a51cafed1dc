package org.jackfield.admission;

import java.net.InetAddress;
import java.util.List;

/**
 * Somebody wants to come in, as far as it matters for whether he may.
 *
 * @param uri the Request-URI
 * @param source the last hop
 * @param encrypted whether it came over TLS
 * @param plainSound whether it offers sound that is not encrypted, or none at all
 * @param agent what the peer calls itself (User-Agent), or nothing
 * @param credentials values of Authorization
 */
public record Knock(
    String method,
    String uri,
    InetAddress source,
    boolean encrypted,
    boolean plainSound,
    String agent,
    List<String> credentials) {

  /** Keeps the list as it is now. */
  public Knock {
    credentials = List.copyOf(credentials);
  }

  @Override
  public String toString() {
    return method + " " + uri + " from " + source;
  }
}
