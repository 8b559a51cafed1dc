package org.jackfield.media.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;

/** Where a peer wants its sound, if that is a place where sound may be sent to. */
final class PeerAddress {

  private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  // Below are the ports of services, which would be reflected at
  private static final int LOWEST_PORT = 1_024;

  private PeerAddress() {}

  /** The address of a {@code c=} line: a literal, for a name would have to be looked up. */
  static InetAddress read(String literal, LocalMedia local) throws MediaRefused {
    boolean v4 = V4.matcher(literal).matches();
    if (!v4 && !(literal.contains(":") && V6.matcher(literal).matches())) {
      throw refused("an address is a number such as 192.0.2.1, not '" + cut(literal) + "'");
    }
    try {
      InetAddress address = InetAddress.getByName(literal);
      if ((address instanceof Inet4Address) != local.isV4()) {
        throw refused("an address is of the same family as ours, not " + literal);
      }
      return address;
    } catch (UnknownHostException noAddress) {
      throw refused("an address is a number such as 192.0.2.1, not '" + cut(literal) + "'");
    }
  }

  /** Refuses what would make us a weapon: groups, everybody, ourselves, the services of a host. */
  static InetSocketAddress reachable(InetAddress address, int port, LocalMedia local)
      throws MediaRefused {
    boolean everybody = address.getHostAddress().equals("255.255.255.255");
    boolean inside = address.isLoopbackAddress() && !local.address().isLoopbackAddress();
    boolean ourselves =
        address.equals(local.address()) && (port == local.port() || port == local.port() + 1);
    if (everybody || inside || ourselves || address.isMulticastAddress() || port < LOWEST_PORT) {
      throw refused("sound is not sent to " + address.getHostAddress() + " port " + port);
    }
    return new InetSocketAddress(address, port);
  }

  private static MediaRefused refused(String message) {
    return new MediaRefused(Reason.NOT_ACCEPTABLE, message);
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
