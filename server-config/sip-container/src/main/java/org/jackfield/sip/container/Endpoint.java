package org.jackfield.sip.container;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and port that others are told to use, which need not be what we are bound to.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets, as RFC 3261 section 25.1
 *     writes them
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
  private static final Pattern BYTE = Pattern.compile("25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d");
  private static final Pattern IPV4 = Pattern.compile("(?:(?:" + BYTE + ")(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[\\p{XDigit}:]*:[\\p{XDigit}:.]*");
  private static final String LABEL = "\\p{Alnum}(?:[\\p{Alnum}-]*\\p{Alnum})?";
  // The last label begins with a letter: else 10.0.0.300 would be a name
  private static final Pattern NAME =
      Pattern.compile("(?:" + LABEL + "\\.)*\\p{Alpha}(?:[\\p{Alnum}-]*\\p{Alnum})?\\.?");
  private static final Pattern WRITTEN =
      Pattern.compile("(?:\\[(?<six>[^\\[\\]]+)\\]|(?<other>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

  /**
   * Reads {@code host}, {@code host:port}, {@code [IPv6]:port} or {@code IPv6}.
   *
   * @throws IllegalArgumentException saying what would have been right
   */
  public static Endpoint parse(String text, int defaultPort) {
    if (isIpv6(text)) {
      return new Endpoint(text, defaultPort);
    }
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches() || (written.group("six") != null && !isIpv6(written.group("six")))) {
      throw new IllegalArgumentException("'" + text + "' is not host or host:port");
    }
    String host = written.group("six") == null ? written.group("other") : written.group("six");
    String port = written.group("port");
    return new Endpoint(host, port == null ? defaultPort : Integer.parseInt(port));
  }

  public Endpoint {
    if (!isAddress(host) && !NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + host + "' is neither a host name nor an IP address");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
    }
  }

  /** Whether the host is an IP address, so that nobody needs to be asked for it. */
  public boolean isAddress() {
    return isAddress(host);
  }

  private static boolean isAddress(String host) {
    return IPV4.matcher(host).matches() || isIpv6(host);
  }

  private static boolean isIpv6(String host) {
    if (!IPV6.matcher(host).matches()) {
      return false;
    }
    try {
      // With a colon in it nothing is taken for a name, and nobody is asked
      InetAddress.getByName(host);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
