package org.jackfield.sip.container.websocket;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final Pattern PATH = Pattern.compile("/|(?:/[\\w.~!$&'()*+,;=:@-]+)+");

  public WebSocketSettings {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "WebSocket '%s': a path begins with / and goes on like /phones/sip, not '%s'"
              .formatted(name, path));
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
