package org.jackfield.sip.container;

/**
 * A host and port that others are told to use, which need not be what we are bound to.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
  /**
   * Reads {@code host}, {@code host:port} or {@code [IPv6]:port}.
   *
   * @throws IllegalArgumentException saying what would have been right
   */
  public static Endpoint parse(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    boolean hasPort =
        bracketed ? colon == text.indexOf(']') + 1 : colon >= 0 && colon == text.indexOf(':');
    String host = hasPort ? text.substring(0, colon) : text;
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    try {
      return new Endpoint(
          bare, hasPort ? Integer.parseInt(text.substring(colon + 1)) : defaultPort);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not host or host:port", e);
    }
  }

  public Endpoint {
    if (host.isBlank()) {
      throw new IllegalArgumentException("An endpoint needs a host");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
    }
  }
}
