package org.jackfield.sip.container.websocket;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the web server accepts SIP over WebSocket.
 *
 * @param name unique in the server
 * @param path of the address that clients open, below the web server's host
 * @param allowedOrigins origins of web pages that may connect; empty lets any page connect
 * @param maxMessageSize bytes of the largest message; the connection of a larger one is closed
 */
public record WebSocketSettings(
    String name, String path, Set<String> allowedOrigins, int maxMessageSize) {
  public WebSocketSettings {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("WebSocket '" + name + "': a path begins with /");
    }
    allowedOrigins =
        allowedOrigins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a page of this origin may connect: scheme and host are the same in either case. */
  boolean allows(String origin) {
    return allowedOrigins.isEmpty() || allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
  }
}
