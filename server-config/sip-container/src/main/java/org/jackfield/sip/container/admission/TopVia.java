package org.jackfield.sip.container.admission;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * The topmost hop of a request.
 *
 * @param text the hop as it was written, without hops that follow in the same line
 * @param protocol such as {@code UDP}, in upper case
 * @param host of sent-by, with the brackets of an IPv6 address
 * @param port of sent-by, or 0
 * @param branch or an empty text
 * @param asksForPort whether it has {@code rport} without a value, RFC 3581
 */
public record TopVia(
    String text, String protocol, String host, int port, String branch, boolean asksForPort) {

  static Optional<TopVia> of(String line) {
    int comma = line.indexOf(',');
    String text = (comma < 0 ? line : line.substring(0, comma)).trim();
    int semicolon = text.indexOf(';');
    String start = (semicolon < 0 ? text : text.substring(0, semicolon)).trim();
    int space = start.lastIndexOf(' ');
    int slash = start.lastIndexOf('/', space < 0 ? 0 : space);
    if (space < 0 || slash < 0) {
      return Optional.empty();
    }
    String sentBy = start.substring(space + 1);
    int colon = sentBy.indexOf(':', sentBy.lastIndexOf(']') + 1);
    return Optional.of(
        new TopVia(
            text,
            start.substring(slash + 1, space).trim().toUpperCase(Locale.ROOT),
            colon < 0 ? sentBy : sentBy.substring(0, colon),
            colon < 0 ? 0 : port(sentBy.substring(colon + 1)),
            parameter(text, "branch"),
            hasBare(text, "rport")));
  }

  /** The hop with what RFC 3261 section 18.2.1 and RFC 3581 section 4 add to it. */
  String marked(InetSocketAddress source) {
    String address = source.getAddress().getHostAddress();
    boolean elsewhere = !bare(host).equalsIgnoreCase(address);
    String marked = text;
    if (asksForPort) {
      marked = marked.replaceFirst("(?i);\\s*rport(?=\\s*(;|$))", ";rport=" + source.getPort());
    }
    return asksForPort || elsewhere ? marked + ";received=" + address : marked;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text.trim());
      return port > 0 && port < 65_536 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String parameter(String text, String name) {
    for (String part : text.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).trim().equalsIgnoreCase(name)) {
        return part.substring(equals + 1).trim();
      }
    }
    return "";
  }

  private static boolean hasBare(String text, String name) {
    for (String part : text.split(";")) {
      if (part.trim().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
