package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.sip.container.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A phone behind NAT names an address in Contact at which nobody can reach it, and a browser names
 * none at all. On the way in its Contact gets the address that it was heard from, so that whoever
 * keeps it (a dialog, a registrar) sends to the connection that exists; what the phone wrote goes
 * along in a parameter and is put back on the way out, so that the phone sees its own.
 */
final class NatContact {
  static final String PARAMETER = "x-behind";
  private static final byte[] MARK = (";" + PARAMETER + "=").getBytes(StandardCharsets.US_ASCII);
  private static final Pattern LITERAL =
      Pattern.compile("\\[[0-9a-fA-F:.]+]|(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern REWRITTEN =
      Pattern.compile(
          "(?i)(sips?:(?:[^@\\s<>]*@)?)[^;>\\s@]+((?:;[^;>\\s?]+)*?);"
              + PARAMETER
              + "=([^;~>\\s?]+)(?:~(\\w+))?");

  private static final Set<String> TARGET_REFRESHING =
      Set.of("INVITE", "UPDATE", "SUBSCRIBE", "REFER", "NOTIFY");

  private NatContact() {}

  static void rewrite(SIPRequest request, PeerChannel from) {
    boolean neighbour =
        request.getViaHeaders().size() == 1 && request.getHeader(RecordRoute.NAME) == null;
    if (neighbour && needsFlow(from, request.getTopmostVia().hasParameter(Via.RPORT))) {
      rewriteAll(request, from, request.getMethod().equals("REGISTER"));
    }
  }

  static void rewrite(SIPResponse response, PeerChannel from) {
    if (namesItself(response) && isFromNeighbour(response, from) && needsFlow(from, true)) {
      rewriteAll(response, from, false);
    }
  }

  /** RFC 3261 section 12.1.1; elsewhere Contact names other targets, or what we registered. */
  private static boolean namesItself(SIPResponse response) {
    return response.getStatusCode() > 100
        && response.getStatusCode() < 300
        && TARGET_REFRESHING.contains(response.getCSeq().getMethod());
  }

  /** A proxy behind us would have put itself on top of Record-Route, RFC 3261 section 16.6. */
  private static boolean isFromNeighbour(SIPResponse response, PeerChannel from) {
    RecordRouteList routes = response.getRecordRouteHeaders();
    if (routes == null || routes.isEmpty()) {
      return true;
    }
    return routes.getFirst() instanceof RecordRoute top
        && top.getAddress().getURI() instanceof SipUri uri
        && from.connector().isUs(bare(uri.getHost()), uri.getPort());
  }

  private static boolean needsFlow(PeerChannel from, boolean symmetric) {
    Connector connector = from.connector();
    return connector.kind() == Transport.UDP
        ? symmetric
        : connector
            .reception()
            .flows()
            .find(connector.kind(), from.peer())
            .filter(Flow::isOpenedByPeer)
            .isPresent();
  }

  private static void rewriteAll(SIPMessage message, PeerChannel from, boolean registers) {
    ContactList contacts = message.getContactHeaders();
    if (contacts == null) {
      return;
    }
    for (Contact contact : contacts) {
      if (!contact.isWildCard() && contact.getAddress().getURI() instanceof SipUri uri) {
        // Only what we wrote ourselves may ever be put back
        uri.removeParameter(PARAMETER);
        if (registers ? isAnywhereElse(uri, from) : isElsewhere(uri, from)) {
          rewrite(uri, from);
        }
      }
    }
  }

  /**
   * A phone that registers is reached where it was heard from, by whatever name it calls itself:
   * RFC 5626 section 5.3 for connections, RFC 3581 section 4 for datagrams.
   */
  private static boolean isAnywhereElse(SipUri uri, PeerChannel from) {
    String host = uri.getHost();
    InetSocketAddress peer = from.peer();
    int port = uri.getPort() > 0 ? uri.getPort() : from.connector().getDefaultTargetPort();
    boolean sameTransport =
        from.connector().kind() == Transport.UDP
            || from.connector().kind().name().equalsIgnoreCase(uri.getTransportParam());
    return !sameTransport
        || port != peer.getPort()
        || !LITERAL.matcher(host).matches()
        || !isSame(literal(host), peer.getAddress());
  }

  private static boolean isElsewhere(SipUri uri, PeerChannel from) {
    String host = uri.getHost();
    InetSocketAddress peer = from.peer();
    Transport transport = from.connector().kind();
    boolean literal = LITERAL.matcher(host).matches();
    if (transport == Transport.UDP) {
      return literal && isHidden(literal(host), peer.getAddress());
    }
    if (!literal) {
      // A name is meant to be looked up, except a browser's
      return transport.isWebSocket() || host.toLowerCase(Locale.ROOT).endsWith(".invalid");
    }
    return uri.getPort() != peer.getPort()
        || !isSame(literal(host), peer.getAddress())
        || !transport.name().equalsIgnoreCase(uri.getTransportParam());
  }

  /** The address, or null for what only looks like one. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isSame(@Nullable InetAddress named, InetAddress seen) {
    return named != null && named.equals(seen);
  }

  /** Private address there, another network here: there is a translator in between. */
  private static boolean isHidden(@Nullable InetAddress named, InetAddress seen) {
    if (named == null || isSameNetwork(named, seen)) {
      return false;
    }
    return named.isSiteLocalAddress() || named.isLinkLocalAddress() || isUniqueLocal(named);
  }

  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
  }

  private static boolean isSameNetwork(InetAddress one, InetAddress other) {
    byte[] a = one.getAddress();
    byte[] b = other.getAddress();
    return a.length == b.length && a[0] == b[0] && a[1] == b[1];
  }

  private static void rewrite(SipUri uri, PeerChannel from) {
    Transport transport = from.connector().kind();
    String was = uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    String wasTransport = uri.getTransportParam();
    boolean moved = transport != Transport.UDP && !transport.name().equalsIgnoreCase(wasTransport);
    try {
      uri.setHost(text(from.peer().getAddress()));
      uri.setPort(from.peer().getPort());
      if (moved) {
        uri.setTransportParam(transport.token());
        was += "~" + (wasTransport == null ? "none" : wasTransport);
      }
      uri.setParameter(PARAMETER, was);
    } catch (ParseException e) {
      throw new IllegalStateException("Contact cannot take " + from.peer(), e);
    }
  }

  /** What the Request-URI says about a phone's own address, or null when it was not rewritten. */
  static @Nullable Behind behind(byte[] request) {
    int at = indexInFirstLine(request);
    if (at < 0) {
      return null;
    }
    int start = at + MARK.length;
    int end = start;
    while (end < request.length && ";>?~ \r".indexOf(request[end]) < 0) {
      end++;
    }
    return Behind.of(new String(request, start, end - start, StandardCharsets.US_ASCII));
  }

  /** Puts the phone's own address back into the Request-URI. */
  static byte[] restoreRequest(byte[] request) {
    int end = 0;
    while (request[end] != '\r') {
      end++;
    }
    String line = restored(new String(request, 0, end, StandardCharsets.UTF_8));
    byte[] first = line.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + request.length - end];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(request, end, all, first.length, request.length - end);
    return all;
  }

  /** RFC 3261 section 10.3: a registering phone looks for the Contact that it sent. */
  static byte[] restoreResponse(byte[] bytes, SIPResponse response) {
    if (!"REGISTER".equals(response.getCSeq().getMethod()) || response.getStatusCode() / 100 != 2) {
      return bytes;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.contains(PARAMETER) ? restored(text).getBytes(StandardCharsets.UTF_8) : bytes;
  }

  /** How long the registration lasts that a registrar has granted, by its longest contact. */
  static Duration life(SIPResponse response) {
    int longest = 0;
    ContactList contacts = response.getContactHeaders();
    if (contacts != null) {
      for (Contact contact : contacts) {
        longest = Math.max(longest, contact.getExpires());
      }
    }
    return Duration.ofSeconds(longest);
  }

  private static String restored(String text) {
    Matcher matcher = REWRITTEN.matcher(text);
    return matcher.replaceAll(found -> {
      String parameters = found.group(2);
      String transport = found.group(4);
      if (transport != null) {
        parameters =
            parameters.replaceFirst(
                "(?i);transport=[^;]+", transport.equals("none") ? "" : ";transport=" + transport);
      }
      return Matcher.quoteReplacement(found.group(1) + found.group(3) + parameters);
    });
  }

  private static int indexInFirstLine(byte[] request) {
    for (int i = 0; i < request.length - MARK.length && request[i] != '\r'; i++) {
      if (request[i] == ';' && matches(request, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] request, int at) {
    for (int i = 0; i < MARK.length; i++) {
      if (request[at + i] != MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * What a phone calls itself.
   *
   * @param host a literal or a name
   * @param port 0 where it names none
   */
  record Behind(String host, int port) {
    static Behind of(String text) {
      int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
      if (colon < 0) {
        return new Behind(bare(text), 0);
      }
      return new Behind(bare(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private static int port(String text) {
      return text.matches("\\d{1,5}") ? Math.min(65_535, Integer.parseInt(text)) : 0;
    }

    /**
     * Where a connection may be opened when the phone's own is gone: only at the host that it was
     * heard from, which then is not behind NAT.
     */
    @Nullable InetSocketAddress reachableAs(InetSocketAddress heardFrom) {
      boolean direct = host.equals(heardFrom.getAddress().getHostAddress());
      return direct ? new InetSocketAddress(heardFrom.getAddress(), port > 0 ? port : 5060) : null;
    }
  }
}
