package org.jackfield.sip.container.security;

import java.net.InetAddress;
import java.util.List;

/**
 * A request whose sender may have to prove who it is.
 *
 * @param requestUri as in the request line
 * @param credentials values of all Authorization, or Proxy-Authorization, header fields in order
 * @param source where the packet came from
 */
public record Attempt(
    String method, String requestUri, List<String> credentials, Body body, InetAddress source) {
  public Attempt {
    credentials = List.copyOf(credentials);
  }

  /** The raw body, read only where the client protects it (auth-int). */
  @FunctionalInterface
  public interface Body {
    Body NONE = () -> new byte[0];

    byte[] bytes();
  }
}
