package org.jackfield.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses may be asked for files and instructions: those of the public network, and the
 * private ranges that the operator allows (P2.28, D12). Any thread.
 */
public final class AllowedNetworks {

  /** None is listed. */
  public static final AllowedNetworks NONE = new AllowedNetworks(List.of());

  private final List<Range> ranges;

  private AllowedNetworks(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads a list such as {@code 127.0.0.0/8, 10.1.0.0/16, ::1}.
   *
   * @throws IllegalArgumentException where it is no such list
   */
  public static AllowedNetworks parse(String list) {
    List<Range> ranges = new ArrayList<>();
    for (String entry : list.split("[,\\s]+", -1)) {
      if (!entry.isEmpty()) {
        ranges.add(Range.parse(entry));
      }
    }
    return new AllowedNetworks(List.copyOf(ranges));
  }

  /** Whether an address may be asked. One that carries an IPv4 address within counts as that. */
  public boolean allows(InetAddress address) {
    return !isPrivate(address) || lists(address);
  }

  /** Whether an address is in one of the ranges that are listed. */
  public boolean lists(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.holds(address));
  }

  private static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] octets = address.getAddress();
    int first = octets[0] & 0xFF;
    int second = octets[1] & 0xFF;
    if (address instanceof Inet4Address) {
      // RFC 6890: this network, shared, IETF, benchmarking, reserved
      return first == 0
          || (first == 100 && (second & 0xC0) == 64)
          || (first == 192 && second == 0 && octets[2] == 0)
          || (first == 198 && (second & 0xFE) == 18)
          || first >= 240;
    }
    if (!(address instanceof Inet6Address)) {
      return true;
    }
    // RFC 4193 unique local; RFC 6052, 3056 and 4380 carry IPv4 addresses that may be private
    return (first & 0xFE) == 0xFC
        || (first == 0 && second == 0x64)
        || (first == 0x20 && second == 0x02)
        || (first == 0x20 && second == 0x01 && octets[2] == 0 && octets[3] == 0)
        || ((Inet6Address) address).isIPv4CompatibleAddress();
  }

  private record Range(byte[] network, int bits) {

    static Range parse(String entry) {
      int slash = entry.indexOf('/');
      String network = slash < 0 ? entry : entry.substring(0, slash);
      if (!network.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
        throw new IllegalArgumentException("'" + entry + "' is no network such as 10.1.0.0/16");
      }
      try {
        byte[] octets = InetAddress.getByName(network).getAddress();
        int bits = slash < 0 ? octets.length * 8 : Integer.parseInt(entry.substring(slash + 1));
        if (bits < 0 || bits > octets.length * 8) {
          throw new NumberFormatException("A prefix of " + bits + " bits");
        }
        return new Range(octets, bits);
      } catch (UnknownHostException | NumberFormatException wrong) {
        throw new IllegalArgumentException(
            "'" + entry + "' is no network such as 10.1.0.0/16", wrong);
      }
    }

    boolean holds(InetAddress address) {
      byte[] octets = address.getAddress();
      if (octets.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((octets[bit / 8] & mask) != (network[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
